import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { addFact } from '../order/order-store.ts';
import { changeReturn, type ReturnRow, releasePieces } from './return-store.ts';

const told = {
  approved: { type: 'order.return_approved' },
  rejected: { type: 'order.return_rejected' },
  cancelled: { type: 'order.return_cancelled' },
  closed: { type: 'order.return_closed' },
} as const;

/**
 * Decides about a return of a locked order, notes it in the order's history and tells of it. Whatever ends it lets go of what did
 * not come back.
 * @param reason why, where staff end it
 * @throws CONFLICT when its state does not allow it
 */
export async function decideReturn(sql: Sql, row: ReturnRow, to: keyof typeof told, reason: string | null = null): Promise<void> {
  const { id: returnId, orderId, number } = row;
  await changeReturn(sql, row, to, reason);
  if (to !== 'approved') await releasePieces(sql, returnId);
  await addFact(sql, orderId, { type: `return_${to}`, data: { returnId, number, ...(reason === null ? {} : { reason }) } });
  await appendEvents(sql, [{ ...told[to], aggregateId: orderId, data: { orderId, returnId } }]);
}
