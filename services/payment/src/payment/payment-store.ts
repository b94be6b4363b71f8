import type { OrderId, PaymentId } from '@tradewind/contracts/ids';
import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type { PaymentStatus } from './payment-state.ts';

/** What is sent to the processor when the intent is made, kept word for word until it is answered. */
export interface IntentRequest {
  readonly orderNumber: string;
  readonly email: string;
}

export interface PaymentRow {
  readonly id: PaymentId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly status: PaymentStatus;
  readonly amount: number;
  /** Of the amount, what gift cards and store credit pay. */
  readonly credit: number;
  readonly currency: Currency;
  readonly attemptId: string;
  readonly request: IntentRequest | null;
  readonly reference: string | null;
  readonly captured: number;
  readonly reserved: number;
  readonly refunded: number;
  readonly declineCode: string | null;
  /** What the processor kept of it, minor units; null until it has told. */
  readonly fee: number | null;
  readonly voidRequested: boolean;
  readonly orderCancelled: boolean;
  readonly createdAt: Date;
}

const paymentColumns = `
  id, order_id AS "orderId", order_number AS "orderNumber", status, amount, credit_amount AS credit, currency, attempt_id AS "attemptId", request, reference,
  captured_amount AS captured, refund_reserved AS reserved, refunded_amount AS refunded, decline_code AS "declineCode", fee,
  void_requested_at IS NOT NULL AS "voidRequested", order_cancelled_at IS NOT NULL AS "orderCancelled", created_at AS "createdAt"`;

const byId = `SELECT ${paymentColumns} FROM payment WHERE id = $1`;
const byOrder = `SELECT ${paymentColumns} FROM payment WHERE order_id = $1`;
const byIntent = `SELECT ${paymentColumns} FROM payment WHERE reference = $1
  UNION ALL SELECT ${paymentColumns} FROM payment WHERE id = $2 AND reference IS NULL LIMIT 1`;

export async function findPayment(sql: Sql, id: string): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byId, [id]));
}

export async function findPaymentOfOrder(sql: Sql, orderId: string): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byOrder, [orderId]));
}

/** What is asked of the processor, minor units. */
export function cardAmountOf({ amount, credit }: Pick<PaymentRow, 'amount' | 'credit'>): number {
  return amount - credit;
}

/** The payment of an intent, also while its reference is not yet known here: the intent itself says whose it is. */
export async function findPaymentOfIntent(sql: Sql, reference: string, paymentId: string | undefined): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byIntent, [reference, paymentId ?? null]));
}

const open = `
  WITH gate AS (
    INSERT INTO order_gate (order_id) VALUES ($2) ON CONFLICT (order_id) DO UPDATE SET order_id = EXCLUDED.order_id RETURNING closed
  )
  INSERT INTO payment (id, order_id, order_number, status, amount, currency, attempt_id, request, credit_amount, next_check_at)
  SELECT $1, $2, $3, 'pending', $4, $5, $6, $7, $8, now() + interval '30 seconds' FROM gate WHERE NOT closed
  ON CONFLICT (order_id) DO NOTHING
  RETURNING ${paymentColumns}`;

/** Writes a payment unless its order has one, or has been given up. @returns undefined then */
export async function insertPayment(
  sql: Sql,
  row: Pick<PaymentRow, 'id' | 'orderId' | 'orderNumber' | 'amount' | 'credit' | 'currency' | 'attemptId'> & { request: IntentRequest },
): Promise<PaymentRow | undefined> {
  const { id, orderId, orderNumber, amount, credit, currency, attemptId, request } = row;
  const values = [id, orderId, orderNumber, amount, currency, attemptId, JSON.stringify(request), credit];
  return onlyRow(await sql.rows<PaymentRow>(open, values));
}

const close = `INSERT INTO order_gate (order_id, closed) VALUES ($1, true) ON CONFLICT (order_id) DO UPDATE SET closed = true`;

/** From now on no payment is made for an order. One that was being made at this moment is to be seen after this. */
export async function closeOrder(sql: Sql, orderId: string): Promise<void> {
  await sql.rows(close, [orderId]);
}

const answered = `UPDATE payment SET reference = $2, request = NULL, updated_at = now() WHERE id = $1 AND reference IS NULL`;

/** Remembers which intent is the payment's; what was sent is not needed any more. */
export async function setReference(sql: Sql, id: string, reference: string): Promise<void> {
  await sql.rows(answered, [id, reference]);
}

const requestVoid = `UPDATE payment SET void_requested_at = COALESCE(void_requested_at, now()) WHERE id = $1`;

/** The payment is to be voided even if this process does not live to do it: the sweep goes on with it. */
export async function markVoidRequested(sql: Sql, id: string): Promise<void> {
  await sql.rows(requestVoid, [id]);
}

const cancelled = `
  UPDATE payment SET order_cancelled_at = COALESCE(order_cancelled_at, now()), next_check_at = now() + interval '10 seconds'
  WHERE order_id = $1 RETURNING id`;

/** Its order is given up: what is captured of it, now or later, goes back. @returns the payment's id, if there is one */
export async function markOrderCancelled(sql: Sql, orderId: string): Promise<string | undefined> {
  return onlyRow(await sql.rows<{ id: string }>(cancelled, [orderId]))?.id;
}

const claimDue = `
  UPDATE payment SET next_check_at = now() + LEAST(GREATEST(now() - created_at, interval '30 seconds'), interval '1 hour')
  WHERE id IN (SELECT id FROM payment WHERE next_check_at <= now() ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING ${paymentColumns}`;

/** Payments that it is time to ask the processor about, each given to one asker; the older, the more seldom. */
export async function claimDuePayments(sql: Sql, limit: number): Promise<PaymentRow[]> {
  return await sql.rows<PaymentRow>(claimDue, [limit]);
}

const settled = `UPDATE payment SET next_check_at = NULL WHERE id = $1
  AND (status = 'voided' OR (status = 'conflicted' AND fee IS NOT NULL) OR (status = 'captured' AND fee IS NOT NULL AND (order_cancelled_at IS NULL OR refund_reserved = captured_amount
    OR EXISTS (SELECT 1 FROM refund WHERE payment_id = $1 AND cause = 'cancellation'))))`;

/** Stops asking about a payment of which nothing more is to be expected. */
export async function stopChecking(sql: Sql, id: string): Promise<void> {
  await sql.rows(settled, [id]);
}
