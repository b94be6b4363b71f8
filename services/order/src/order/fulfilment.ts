import type { order } from '@tradewind/contracts/schemas';
import type { NewEvent } from '@tradewind/messaging';
import { onlyRow, type Sql } from '@tradewind/service';
import { addFact, changeOrder, type OrderItemRow, type OrderRow, readItems } from './order-store.ts';

/** Pieces of a line that are still to be shipped. */
export function leftToShip(item: Pick<OrderItemRow, 'quantity' | 'fulfilledQuantity' | 'withdrawnQuantity'>): number {
  return item.quantity - item.fulfilledQuantity - item.withdrawnQuantity;
}

interface Open {
  /** Parcels that were sent and have not arrived. */
  readonly travelling: number;
  /** Refunds of pieces that would have to be shipped after all if they failed, and an edit that waits for its payment. */
  readonly undecided: number;
}

/** How far an order's parcels are. */
export function fulfilmentOf(items: readonly OrderItemRow[], { travelling, undecided }: Open): order.FulfilmentStatus {
  if (items.every((item) => item.fulfilledQuantity === 0)) return 'unfulfilled';
  if (undecided > 0 || items.some((item) => leftToShip(item) > 0)) return 'partial';
  if (items.every((item) => item.returnedQuantity === item.fulfilledQuantity)) return 'returned';
  return travelling === 0 ? 'delivered' : 'fulfilled';
}

const openText = `
  SELECT (SELECT count(*) FROM shipment WHERE order_id = $1 AND delivered_at IS NULL) AS travelling,
    (SELECT count(*) FROM refund r JOIN refund_item i ON i.refund_id = r.id
     WHERE r.order_id = $1 AND r.status = 'pending' AND i.withdrawn > 0)
    + (SELECT count(*) FROM supplement WHERE order_id = $1 AND status = 'awaiting_payment') AS undecided`;

/**
 * Brings a locked order's fulfilment up to what its lines and parcels say; an order whose last parcel has arrived, or came back, is completed.
 * @returns the row after that, and what is to be told
 */
export async function advanceFulfilment(sql: Sql, row: OrderRow): Promise<{ row: OrderRow; events: NewEvent[] }> {
  const items = await readItems(sql, row.id);
  const open = onlyRow(await sql.rows<Open>(openText, [row.id])) ?? { travelling: 0, undecided: 0 };
  const fulfilmentStatus = fulfilmentOf(items, open);
  if (fulfilmentStatus === row.fulfilmentStatus) return { row, events: [] };
  const completes = (fulfilmentStatus === 'delivered' || fulfilmentStatus === 'returned') && row.status === 'confirmed';
  // Everything is delivered at once where parcels had arrived before the rest was refunded.
  const next = await changeOrder(sql, row, { fulfilmentStatus, ...(completes ? { status: 'completed' as const } : {}) });
  if (!completes) return { row: next, events: [] };
  await addFact(sql, row.id, { type: 'completed' });
  return { row: next, events: [{ type: 'order.completed', aggregateId: row.id, data: { orderId: row.id } }] };
}
