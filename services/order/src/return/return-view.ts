import type { returns } from '@tradewind/contracts/schemas';
import type { ReturnRow } from './return-store.ts';

/** A return as its customer and staff see it. */
export function toReturn(row: ReturnRow): returns.OrderReturn {
  return { ...row, items: [...row.items], pictures: [...row.pictures], requestedAt: row.requestedAt.toISOString() };
}
