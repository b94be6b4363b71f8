'use client';

import { useQuery } from '@tanstack/react-query';
import { TradewindError } from '@tradewind/contracts/errors';
import { query } from '#gateway/browser.ts';
import type { Me, Permission } from '#gateway/procedures.ts';

export const meKey = ['me'];

/** A session that has just ended is nobody. */
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

/** Whether the one who is signed in may do this. The services ask again. */
export function useMay(permission: Permission): boolean {
  return useMe().me?.permissions.includes(permission) ?? false;
}
