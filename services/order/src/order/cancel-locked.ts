import type { NewEvent } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { wasRequested } from '../checkout/note-payment.ts';
import { giveBackPromotions } from '../promotion/promotion-store.ts';
import { undoReplacement } from '../return/replacement-store.ts';
import { withdrawLocked } from '../supplement/withdraw-locked.ts';
import { addFact, changeOrder, leftOf, type OrderRow } from './order-store.ts';

export type CancelledBy = 'customer' | 'staff' | 'system';

// Its version is another one: what was looked at before there was an order is not ordered once more.
const reopenText = 'UPDATE cart SET order_id = NULL, version = version + 1, updated_at = now() WHERE id = $1 AND order_id = $2';

/**
 * Cancels a locked order that is pending or confirmed. What was paid and not refunded is given back by the payment service,
 * which hears of it; a cart that was not bought is open for changes again, and the uses of
 * promotions of an order that was not paid for are free. An edit that waits for its payment is withdrawn.
 * @param voided whether the payment service has said that nothing will be captured
 * @throws CONFLICT when the order cannot be cancelled any more
 */
export async function cancelLocked(
  sql: Sql,
  row: OrderRow,
  how: { by: CancelledBy; reason?: string | undefined; voided?: boolean },
): Promise<{ row: OrderRow; events: NewEvent[] }> {
  const voids = how.voided === true && row.paid === 0 && row.paymentStatus !== 'voided';
  const { events: withdrawn } = await withdrawLocked(sql, row, 'order-cancelled');
  const next = await changeOrder(sql, row, { status: 'cancelled', ...(voids ? { paymentStatus: 'voided' as const } : {}) });
  await sql.rows(reopenText, [row.cartId, row.id]);
  await undoReplacement(sql, row.id);
  if (row.paid === 0) await giveBackPromotions(sql, row.id);
  const requested = await wasRequested(sql, row.id);
  await addFact(sql, row.id, { type: 'cancelled', data: { by: how.by, ...(how.reason === undefined ? {} : { reason: how.reason }) } });
  const toRefund = money(leftOf(row), row.currency);
  const data = {
    orderId: row.id,
    by: how.by,
    wasConfirmed: row.status === 'confirmed',
    ...(requested ? { wasRequested: true } : {}),
    toRefund,
  };
  return { row: next, events: [...withdrawn, { type: 'order.cancelled', aggregateId: row.id, data }] };
}
