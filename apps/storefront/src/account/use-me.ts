'use client';

import { useQuery } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { query } from '#gateway/browser.ts';
import type { Output } from '#gateway/procedures.ts';

export const meKey = ['me'];

/** The proxy answers null for nobody; a session that has just ended is nobody too. */
async function readMe(signal: AbortSignal): Promise<Output<'auth.me'> | null> {
  try {
    return await query('auth.me', undefined, signal);
  } catch (error) {
    if (error instanceof TradewindError && error.code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

/** Who is signed in; null for nobody. */
export function useMe() {
  const { data, isPending, error } = useQuery({ queryKey: meKey, queryFn: ({ signal }) => readMe(signal) });
  return { me: data ?? null, isPending, error };
}
