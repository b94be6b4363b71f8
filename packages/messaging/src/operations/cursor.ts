import { TradewindError } from '@tradewind/contracts/errors';

/** The position that a cursor of these lists means. @throws INVALID_INPUT naming `cursor` */
export function positionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) {
    return null;
  }
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new TradewindError('INVALID_INPUT', 'cursor: is not from a list.', {
      errors: [{ path: 'cursor', message: 'is not from a list' }],
    });
  }
  return Number(cursor);
}

/** A page of rows that were asked for with one more than fits. */
export function pageOf<Item extends { position: number }>(
  rows: readonly Item[],
  limit: number,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? String(last.position) : null };
}
