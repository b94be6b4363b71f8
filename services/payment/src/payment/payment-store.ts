import type { OrderEditId, OrderId, PaymentId } from '@tradewind/contracts/ids';
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
  /** The edit of the order that it is for; null when it is for the order itself. */
  readonly editId: OrderEditId | null;
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
  /** Whether its order, or the edit that it is for, was given up. */
  readonly orderCancelled: boolean;
  readonly createdAt: Date;
}

const paymentColumns = `
  id, order_id AS "orderId", nullif(part, '') AS "editId", order_number AS "orderNumber", status, amount, credit_amount AS credit, currency, attempt_id AS "attemptId", request, reference,
  captured_amount AS captured, refund_reserved AS reserved, refunded_amount AS refunded, decline_code AS "declineCode", fee,
  void_requested_at IS NOT NULL AS "voidRequested", order_cancelled_at IS NOT NULL AS "orderCancelled", created_at AS "createdAt"`;

const byId = `SELECT ${paymentColumns} FROM payment WHERE id = $1`;
const byPart = `SELECT ${paymentColumns} FROM payment WHERE order_id = $1 AND part = $2`;
const byIntent = `SELECT ${paymentColumns} FROM payment WHERE reference = $1
  UNION ALL SELECT ${paymentColumns} FROM payment WHERE id = $2 AND reference IS NULL LIMIT 1`;

export async function findPayment(sql: Sql, id: string): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byId, [id]));
}

/** A part of an order: an edit of it, or else the order itself. */
export interface OrderPart {
  readonly orderId: OrderId;
  readonly editId?: OrderEditId | null | undefined;
}

/** As it is stored: empty for the order itself. */
export function partOf({ editId }: Pick<OrderPart, 'editId'>): string {
  return editId ?? '';
}

export async function findPaymentOf(sql: Sql, of: OrderPart): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byPart, [of.orderId, partOf(of)]));
}

/** What an event says of whose payment it is. */
export function subjectOf({ id, orderId, editId }: Pick<PaymentRow, 'id' | 'orderId' | 'editId'>) {
  return { paymentId: id, orderId, ...(editId !== null && { editId }) };
}

/** What is asked of the processor, minor units. */
export function cardAmountOf({ amount, credit }: Pick<PaymentRow, 'amount' | 'credit'>): number {
  return amount - credit;
}

/** The payment of an intent, also while its reference is not yet known here: the intent itself says whose it is. */
export async function findPaymentOfIntent(sql: Sql, reference: string, paymentId: string | undefined): Promise<PaymentRow | undefined> {
  return onlyRow(await sql.rows<PaymentRow>(byIntent, [reference, paymentId ?? null]));
}

// Of an edit both gates are held, the order's first: whichever is closed, there is no payment.
const open = `
  WITH gate AS (
    INSERT INTO order_gate (order_id, part) SELECT $2, part FROM (VALUES (''), ($9)) AS p (part) GROUP BY part ORDER BY part
    ON CONFLICT (order_id, part) DO UPDATE SET order_id = EXCLUDED.order_id RETURNING closed
  )
  INSERT INTO payment (id, order_id, part, order_number, status, amount, currency, attempt_id, request, credit_amount, next_check_at)
  SELECT $1, $2, $9, $3, 'pending', $4, $5, $6, $7, $8, now() + interval '30 seconds' FROM gate HAVING NOT bool_or(closed)
  ON CONFLICT (order_id, part) DO NOTHING
  RETURNING ${paymentColumns}`;

/** Writes a payment unless its part of the order has one, or has been given up. @returns undefined then */
export async function insertPayment(
  sql: Sql,
  row: Pick<PaymentRow, 'id' | 'orderId' | 'editId' | 'orderNumber' | 'amount' | 'credit' | 'currency' | 'attemptId'> & {
    request: IntentRequest;
  },
): Promise<PaymentRow | undefined> {
  const { id, orderId, orderNumber, amount, credit, currency, attemptId, request } = row;
  const values = [id, orderId, orderNumber, amount, currency, attemptId, JSON.stringify(request), credit, partOf(row)];
  return onlyRow(await sql.rows<PaymentRow>(open, values));
}

const close = `
  INSERT INTO order_gate (order_id, part, closed) VALUES ($1, $2, true) ON CONFLICT (order_id, part) DO UPDATE SET closed = true`;

/**
 * From now on no payment is made for a part of an order; for none of its parts, where it is the order itself. One that was being made at
 * this moment is to be seen after this.
 */
export async function closePart(sql: Sql, of: OrderPart): Promise<void> {
  await sql.rows(close, [of.orderId, partOf(of)]);
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
  WHERE order_id = $1 AND part = coalesce($2, part) RETURNING id`;

/**
 * An order is given up, or one edit of it: what is captured of it, now or later, goes back.
 * @returns the ids of its payments, those of all parts where it is the order
 */
export async function markGivenUp(sql: Sql, { orderId, editId }: OrderPart): Promise<string[]> {
  return (await sql.rows<{ id: string }>(cancelled, [orderId, editId ?? null])).map(({ id }) => id);
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
