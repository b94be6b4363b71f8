'use client';

import { useQuery } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { gatewayCalls, type Me } from './gateway-calls.ts';

const { query } = gatewayCalls<'auth.me'>();

export const meKey = ['me'];

/** The proxy answers null for nobody; a session that has just ended is nobody too. */
async function readMe(signal: AbortSignal): Promise<Me | null> {
  try {
    return await query('auth.me', undefined, signal);
  } catch (error) {
    if (error instanceof TradewindError && error.code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

/** Who is signed in; null for nobody. Asked again when the window gets the focus, so that an ended session shows. */
export function useMe() {
  const { data, isPending, error, refetch } = useQuery({ queryKey: meKey, queryFn: ({ signal }) => readMe(signal), staleTime: 60_000 });
  return { me: data ?? null, isPending, error, refetch };
}
