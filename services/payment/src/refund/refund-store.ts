import type { OrderEditId, OrderId, PaymentId, RefundId } from '@tradewind/contracts/ids';
import type { credit } from '@tradewind/contracts/schemas';
import { type Currency, isCurrency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { partOf } from '../payment/payment-store.ts';
import type { RefundStatus } from './refund-state.ts';

export interface RefundRow {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  /** The edit whose payment it gives back, if any's. */
  readonly editId: OrderEditId | null;
  readonly amount: number;
  /** Of the amount, what becomes credit again. */
  readonly credit: number;
  readonly currency: Currency;
  readonly status: RefundStatus;
  readonly to: credit.RefundTo;
  /** The processor's refund. */
  readonly reference: string | null;
  /** The processor's PaymentIntent; null where no card paid anything. */
  readonly intent: string | null;
}

/** What goes back to the card, minor units. */
export function cardRefundOf({ amount, credit }: Pick<RefundRow, 'amount' | 'credit'>): number {
  return amount - credit;
}

const columns = `
  r.id, r.payment_id AS "paymentId", p.order_id AS "orderId", nullif(p.part, '') AS "editId", r.amount, r.credit_amount AS credit, p.currency, r.status, r.destination AS "to",
  r.reference, p.reference AS intent`;

const byId = `SELECT ${columns} FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.id = $1`;
const byReference = `SELECT ${columns} FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.reference = $1 OR r.id = $2`;

export async function findRefund(sql: Sql, id: string): Promise<RefundRow | undefined> {
  return onlyRow(await sql.rows<RefundRow>(byId, [id]));
}

/** The refund of the processor's refund, also while its reference is not yet known here: it says itself whose it is. */
export async function findRefundOf(sql: Sql, reference: string, refundId: string | undefined): Promise<RefundRow | undefined> {
  return onlyRow(await sql.rows<RefundRow>(byReference, [reference, refundId ?? null]));
}

const insert = `
  WITH share AS (
    SELECT id, CASE WHEN $6 = 'processor' THEN $3::bigint WHEN $8 = 'original' THEN LEAST($3::bigint, amount - credit_amount - card_refund_reserved)
      ELSE 0 END AS card
    FROM payment WHERE order_id = $2 AND part = $9 AND currency = $4 AND status = 'captured' AND NOT EXISTS (SELECT 1 FROM refund WHERE id = $1)
    FOR UPDATE
  ), reserved AS (
    UPDATE payment SET refund_reserved = refund_reserved + $3, card_refund_reserved = card_refund_reserved + share.card, updated_at = now()
    FROM share WHERE payment.id = share.id RETURNING payment.id, order_id, part, currency, reference, share.card
  ), written AS (
    INSERT INTO refund (id, payment_id, amount, reason, cause, reference, status, next_check_at, credit_amount, destination)
    SELECT $1, id, $3, $5, $6, $7, 'pending', now() + interval '30 seconds', $3 - card, $8 FROM reserved
    RETURNING *
  )
  SELECT ${columns} FROM written r JOIN reserved p ON p.id = r.payment_id`;

interface NewRefund {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly editId: OrderEditId | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
  readonly cause: 'request' | 'processor';
  readonly to: credit.RefundTo;
  readonly reference: string | null;
}

/**
 * Sets a sum of a captured payment aside and writes the refund, in one statement: what is set aside can never be more than what
 * was captured, by constraint. First the card gets back what it has paid, then the credit that has paid the rest.
 * @returns the refund; `too-much` when it is more than what is left; `not-now` when there is no captured payment of that
 * currency, or the refund is there already
 */
export async function insertRefund(sql: Sql, refund: NewRefund): Promise<RefundRow | 'too-much' | 'not-now'> {
  const { id, orderId, amountMinor, currency, reason, cause, reference, to } = refund;
  const values = [id, orderId, amountMinor, currency, reason, cause, reference, to, partOf(refund)];
  if (!isCurrency(currency)) return 'not-now';
  try {
    return onlyRow(await sql.rows<RefundRow>(insert, values)) ?? 'not-now';
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (constraint === 'refunds_within_captured' || constraint === 'card_refunds_within_card') return 'too-much';
    if (code === '23505') return 'not-now';
    throw error;
  }
}

const insertRest = `
  WITH rest AS (
    SELECT id, captured_amount - refund_reserved AS amount,
      LEAST(captured_amount - refund_reserved, amount - credit_amount - card_refund_reserved) AS card FROM payment
    WHERE id = $2 AND status = 'captured' AND order_cancelled_at IS NOT NULL AND refund_reserved < captured_amount
      AND NOT EXISTS (SELECT 1 FROM refund WHERE payment_id = $2 AND cause = 'cancellation')
    FOR UPDATE
  ), reserved AS (
    UPDATE payment SET refund_reserved = captured_amount, card_refund_reserved = card_refund_reserved + rest.card, updated_at = now()
    FROM rest WHERE payment.id = rest.id RETURNING payment.id, order_id, part, currency, reference, rest.amount, rest.card
  ), written AS (
    INSERT INTO refund (id, payment_id, amount, credit_amount, reason, cause, status, next_check_at)
    SELECT $1, id, amount, amount - card, 'order cancelled', 'cancellation', 'pending', now() + interval '30 seconds' FROM reserved
    ON CONFLICT DO NOTHING
    RETURNING *
  )
  SELECT ${columns} FROM written r JOIN reserved p ON p.id = r.payment_id`;

/** Writes the refund of all that is left of a cancelled order's payment, once. */
export async function insertCancellationRefund(sql: Sql, id: RefundId, paymentId: string): Promise<RefundRow | undefined> {
  return onlyRow(await sql.rows<RefundRow>(insertRest, [id, paymentId]));
}

const claimDue = `
  WITH due AS (
    SELECT id FROM refund WHERE next_check_at <= now() ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE refund SET next_check_at = now() + LEAST(GREATEST(now() - created_at, interval '30 seconds'), interval '6 hours')
    FROM due WHERE refund.id = due.id RETURNING refund.*
  )
  SELECT ${columns} FROM claimed r JOIN payment p ON p.id = r.payment_id`;

/** Pending refunds that it is time to ask the processor about, each given to one asker. */
export async function claimDueRefunds(sql: Sql, limit: number): Promise<RefundRow[]> {
  return await sql.rows<RefundRow>(claimDue, [limit]);
}

const setReferenceText = `UPDATE refund SET reference = $2 WHERE id = $1 AND reference IS NULL`;

export async function setRefundReference(sql: Sql, id: string, reference: string): Promise<void> {
  await sql.rows(setReferenceText, [id, reference]);
}
