import type { Id } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import type { OrderItemRow } from '../order/order-store.ts';

const recentText = `
  SELECT x.order_item_id AS "itemId", sum(x.quantity)::int AS quantity FROM shipment s JOIN shipment_item x ON x.shipment_id = s.id
  WHERE s.order_id = $1 AND coalesce(s.delivered_at, s.shipped_at) > now() - make_interval(days => $2) GROUP BY x.order_item_id`;

/**
 * By line, how many pieces were sent so lately that they may be returned.
 * @param days since their parcel arrived, or was sent where nobody told of its arrival
 */
export async function readRecentPieces(sql: Sql, orderId: string, days: number): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ itemId: Id<'orderItem'>; quantity: number }>(recentText, [orderId, days]);
  return new Map(rows.map(({ itemId, quantity }) => [itemId, quantity]));
}

type Counts = Pick<OrderItemRow, 'fulfilledQuantity' | 'refundedQuantity' | 'withdrawnQuantity' | 'claimedQuantity' | 'heldQuantity'>;

/**
 * How many pieces of a line can be returned: they were shipped, lately, and neither is a return theirs nor were they refunded without one.
 * A line's pieces are all alike, so those that are left are taken for the ones sent last.
 * @param recent how many were sent lately
 */
export function returnableOf(item: Counts, recent: number): number {
  const byReturns = item.claimedQuantity - item.heldQuantity;
  // Of a refund that a bank took back, withdrawn pieces may be more than refunded ones.
  const beside = Math.max(0, item.refundedQuantity - item.withdrawnQuantity - byReturns);
  return Math.max(0, Math.min(recent, item.fulfilledQuantity - item.claimedQuantity - beside));
}
