import type { OrderId, PaymentId } from '@tradewind/contracts/ids';
import type { order, payment } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { addFact, lockOrder, type WholeOrder } from '../order/order-store.ts';
import type { Services } from '../services.ts';

const paymentText = 'UPDATE orders SET payment_id = $2 WHERE id = $1 RETURNING status';
const requestedText = `SELECT FROM order_fact WHERE order_id = $1 AND type = 'payment_requested'`;

/** Whether staff have made the order, so that its customer pays by link. */
export function isByStaff({ facts }: WholeOrder): boolean {
  return facts.some(({ type, data }) => type === 'placed' && data.by === 'staff');
}

/** Whether an order's customer was asked by mail to pay for it. */
export async function wasRequested(sql: Sql, orderId: OrderId): Promise<boolean> {
  return (await sql.rows(requestedText, [orderId])).length > 0;
}

/** Asks the customer to pay by link, once: only where the order knows of no payment so far. */
async function request(sql: Sql, orderId: OrderId): Promise<void> {
  const { status, paymentId, total, currency, expiresAt } = await lockOrder(sql, orderId);
  if (status !== 'pending' || paymentId !== null) return;
  const asked = { amount: money(total, currency), expiresAt: expiresAt.toISOString() };
  await addFact(sql, orderId, { type: 'payment_requested', data: asked });
  await appendEvents(sql, [{ type: 'order.payment_requested', aggregateId: orderId, data: { orderId, ...asked } }]);
}

/**
 * Notes the payment of an order. Where staff have made it and something is left to pay, its customer is asked to in the same
 * transaction: a link that was mailed leads to a payment.
 * @returns the order's status by then
 */
export async function notePayment(
  ctx: Services,
  whole: WholeOrder,
  made: { paymentId: PaymentId; status: payment.CreatedPayment['status'] },
): Promise<order.OrderStatus | undefined> {
  const note = async (sql: Sql) => onlyRow(await sql.rows<{ status: order.OrderStatus }>(paymentText, [whole.id, made.paymentId]))?.status;
  if (!isByStaff(whole) || made.status === 'succeeded') return note(ctx.db);
  return ctx.db.transaction(async (sql) => {
    await request(sql, whole.id);
    return note(sql);
  });
}
