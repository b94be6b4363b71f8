'use client';

import { useQuery } from '@tanstack/react-query';
import { query } from '#gateway/browser.ts';

/** How the shop is set up: its currencies, and where it delivers to. */
export function useStore() {
  return useQuery({
    queryKey: ['store'],
    queryFn: ({ signal }) => query('store.settings', undefined, signal),
    staleTime: 60_000,
  });
}
