import type { NewEvent } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { advanceFulfilment } from '../order/fulfilment.ts';
import { addFact, type OrderRow } from '../order/order-store.ts';
import { endSupplement, findWaiting } from './supplement-store.ts';

/** Why an edit does not come about. */
export type WithdrawalReason = 'staff' | 'expired' | 'order-cancelled' | 'overtaken' | 'conflicted';

/**
 * Gives up what waits for its payment of a locked order, which stays as it was: stock goes back and what is paid for it, now or later, too,
 * by the event. Does nothing where nothing waits.
 * @returns the order's row after that, and what is to be told
 */
export async function withdrawLocked(sql: Sql, row: OrderRow, reason: WithdrawalReason): Promise<{ row: OrderRow; events: NewEvent[] }> {
  const waiting = await findWaiting(sql, row.id);
  if (!waiting) return { row, events: [] };
  const { editId } = waiting;
  await endSupplement(sql, editId, reason === 'expired' ? 'expired' : 'withdrawn');
  await addFact(sql, row.id, { type: 'edit_withdrawn', data: { editId, reason } });
  const told: NewEvent = { type: 'order.edit_withdrawn', aggregateId: row.id, data: { orderId: row.id, editId, reason } };
  const { row: next, events } = await advanceFulfilment(sql, row);
  return { row: next, events: [told, ...events] };
}
