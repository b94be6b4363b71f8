import { query } from '#gateway/browser.ts';

/** All groups of customers, by name. */
export const groupsQuery = {
  queryKey: ['customer-groups'],
  queryFn: ({ signal }: { signal: AbortSignal }) => query('admin.promotions.groups', undefined, signal),
} as const;
