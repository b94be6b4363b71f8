'use client';

import { useMe } from '@tradewind/web/browser';
import type { Permission } from '#gateway/procedures.ts';

/** Whether the one who is signed in may do this. The services ask again. */
export function useMay(permission: Permission): boolean {
  return useMe().me?.permissions.includes(permission) ?? false;
}
