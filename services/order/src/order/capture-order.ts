import type { OrderId, PaymentId } from '@tradewind/contracts/ids';
import { appendEvents, type NewEvent } from '@tradewind/messaging';
import { compare, type Money, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { issueInvoice } from '../invoice/issue-invoice.ts';
import { addFact, changeOrder, lockOrder, type OrderItemRow, type OrderRow } from './order-store.ts';

interface Captured {
  readonly row: OrderRow;
  readonly events: NewEvent[];
}

/** One round trip: the cart is bought, the fact is added, and what the event says of the lines comes back. */
const boughtText = `
  WITH bought AS (
    UPDATE cart SET status = 'completed', order_id = NULL, version = version + 1, updated_at = now() WHERE id = $1 AND status = 'open'
  ), fact AS (INSERT INTO order_fact (order_id, type, data) VALUES ($2, 'confirmed', $3))
  SELECT variant_id AS "variantId", sku, quantity FROM order_item WHERE order_id = $2 ORDER BY position`;

type Line = Pick<OrderItemRow, 'variantId' | 'sku' | 'quantity'>;

/** Tells who shows the order live that money has moved. */
export function paymentChanged(row: OrderRow): NewEvent {
  const data = { orderId: row.id, paymentStatus: row.paymentStatus, refunded: money(row.refunded, row.currency) };
  return { type: 'order.payment_changed', aggregateId: row.id, data };
}

async function confirm(sql: Sql, row: OrderRow, paymentId: PaymentId | null): Promise<Captured> {
  const next = await changeOrder(sql, row, { status: 'confirmed', paymentStatus: 'paid', paid: row.total, paymentId });
  const paid = JSON.stringify({ paid: money(row.total, row.currency) });
  const lines = await sql.rows<Line>(boughtText, [row.cartId, row.id, paid]);
  await issueInvoice(sql, next);
  const data = { orderId: row.id, customerId: row.customerId, total: money(row.total, row.currency), lines };
  const events: NewEvent[] = [{ type: 'order.confirmed', aggregateId: row.id, data }, paymentChanged(next)];
  return { row: next, events };
}

/**
 * The order was given up before the money came. It is only written down: the payment service hears of every cancellation, and
 * gives back by itself what it has captured or ever captures of that order.
 */
async function takeLate(sql: Sql, row: OrderRow, paymentId: PaymentId | null): Promise<Captured> {
  const next = await changeOrder(sql, row, { paymentStatus: 'paid', paid: row.total, paymentId });
  await addFact(sql, row.id, { type: 'paid_late', data: { paid: money(row.total, row.currency) } });
  await issueInvoice(sql, next);
  return { row: next, events: [paymentChanged(next)] };
}

/** Counts all of a locked order's money as come, once. A total of nothing is paid for by definition. */
export async function captureLocked(sql: Sql, row: OrderRow, paymentId: PaymentId | null): Promise<Captured> {
  if (row.paymentStatus === 'conflicted' || row.paid > 0) return { row, events: [] };
  if (row.status === 'confirmed' || row.status === 'completed') return { row, events: [] };
  return row.status === 'pending' ? confirm(sql, row, paymentId) : takeLate(sql, row, paymentId);
}

/** Marks an order whose payment is of another amount or currency: never counted as paid, for people to settle. */
export async function markConflicted(sql: Sql, row: OrderRow, actual: Money): Promise<{ row: OrderRow; events: NewEvent[] }> {
  if (row.paid > 0 || row.paymentStatus === 'conflicted') return { row, events: [] };
  const next = await changeOrder(sql, row, { paymentStatus: 'conflicted' });
  await addFact(sql, row.id, { type: 'payment_conflicted', data: { expected: money(row.total, row.currency), actual } });
  return { row: next, events: [paymentChanged(next)] };
}

/**
 * The money of an order has come: confirms it, or notes that it came late when the order is cancelled. Once per order, however
 * often it is told.
 * @throws NOT_FOUND
 */
export async function captureOrder(sql: Sql, fact: { orderId: OrderId; paymentId: PaymentId | null; amount: Money | null }): Promise<void> {
  const row = await lockOrder(sql, fact.orderId);
  const { amount } = fact;
  if (amount !== null && (amount.currency !== row.currency || compare(amount, money(row.total, row.currency)) !== 0)) {
    const { events } = await markConflicted(sql, row, amount);
    await appendEvents(sql, events);
    return;
  }
  const { events } = await captureLocked(sql, row, fact.paymentId);
  await appendEvents(sql, events);
}
