import type { order } from '@tradewind/contracts/schemas';
import type { NewEvent } from '@tradewind/messaging';
import { onlyRow, type Sql } from '@tradewind/service';
import { addFact, changeOrder, type OrderItemRow, type OrderRow, readItems } from './order-store.ts';

/** Pieces of a line that are still to be shipped. */
export function leftToShip(item: Pick<OrderItemRow, 'quantity' | 'fulfilledQuantity' | 'withdrawnQuantity'>): number {
  return item.quantity - item.fulfilledQuantity - item.withdrawnQuantity;
}

/** How far an order's parcels are. @param allDelivered whether every parcel that was sent has arrived */
export function fulfilmentOf(
  items: readonly Pick<OrderItemRow, 'quantity' | 'fulfilledQuantity' | 'withdrawnQuantity'>[],
  allDelivered: boolean,
): order.FulfilmentStatus {
  if (items.every((item) => item.fulfilledQuantity === 0)) return 'unfulfilled';
  if (items.some((item) => leftToShip(item) > 0)) return 'partial';
  return allDelivered ? 'delivered' : 'fulfilled';
}

const travellingText = 'SELECT count(*) AS travelling FROM shipment WHERE order_id = $1 AND delivered_at IS NULL';

/**
 * Brings a locked order's fulfilment up to what its lines and parcels say; an order whose last parcel has arrived is completed.
 * @returns the row after that, and what is to be told
 */
export async function advanceFulfilment(sql: Sql, row: OrderRow): Promise<{ row: OrderRow; events: NewEvent[] }> {
  const items = await readItems(sql, row.id);
  const travelling = onlyRow(await sql.rows<{ travelling: number }>(travellingText, [row.id]))?.travelling ?? 0;
  const fulfilmentStatus = fulfilmentOf(items, travelling === 0);
  if (fulfilmentStatus === row.fulfilmentStatus) return { row, events: [] };
  const completes = fulfilmentStatus === 'delivered' && row.status === 'confirmed';
  // Everything is delivered at once where parcels had arrived before the rest was refunded.
  const next = await changeOrder(sql, row, { fulfilmentStatus, ...(completes ? { status: 'completed' as const } : {}) });
  if (!completes) return { row: next, events: [] };
  await addFact(sql, row.id, { type: 'completed' });
  return { row: next, events: [{ type: 'order.completed', aggregateId: row.id, data: { orderId: row.id } }] };
}
