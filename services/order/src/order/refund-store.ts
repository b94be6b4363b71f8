import type { Id, OrderEditId, OrderId, RefundId, ReturnId } from '@tradewind/contracts/ids';
import type { credit, order } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';

export interface RefundRow {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly amount: number;
  readonly status: order.Refund['status'];
  readonly reason: string;
  readonly to: credit.RefundTo;
  /** Whose pieces it pays back, if any return's. */
  readonly returnId: ReturnId | null;
  /** The edit that took off what it pays back, if any. */
  readonly editId: OrderEditId | null;
  /** The edit whose payment it gives back; null when that is the order's own. */
  readonly supplementId: OrderEditId | null;
  /** The first of those that are asked for together, each of another payment; null for that one. */
  readonly withId: RefundId | null;
  readonly createdAt: Date;
}

const columns = `id, order_id AS "orderId", amount, status, reason, destination AS "to", return_id AS "returnId", edit_id AS "editId",
  supplement_id AS "supplementId", with_id AS "withId", created_at AS "createdAt"`;

const insertText = `
  INSERT INTO refund (id, order_id, amount, reason, destination, return_id, edit_id, supplement_id, with_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${columns}`;

/** Writes a refund that is to be asked of the payment service. */
export async function insertRefund(sql: Sql, refund: Omit<RefundRow, 'status' | 'createdAt'>): Promise<RefundRow> {
  const { id, orderId, amount, reason, to, returnId, editId, supplementId, withId } = refund;
  const row = onlyRow(await sql.rows<RefundRow>(insertText, [id, orderId, amount, reason, to, returnId, editId, supplementId, withId]));
  if (!row) throw new Error('an inserted row comes back');
  return row;
}

const settledText = `
  INSERT INTO refund (id, order_id, amount, supplement_id, status, reason, asked_at, settled_at)
  VALUES ($1, $2, $3, $4, 'succeeded', 'refunded', now(), now())
  ON CONFLICT (id) DO UPDATE SET status = 'succeeded', settled_at = now() WHERE refund.status <> 'succeeded' AND refund.order_id = $2
  RETURNING id`;

/** Notes that a refund came through, also one that the payment service made by itself. @returns false when it was known */
export async function settleRefundRow(sql: Sql, refund: Pick<RefundRow, 'id' | 'orderId' | 'amount' | 'supplementId'>): Promise<boolean> {
  return (await sql.rows(settledText, [refund.id, refund.orderId, refund.amount, refund.supplementId])).length === 1;
}

const failText = `UPDATE refund SET status = 'failed', settled_at = now() WHERE id = $1 AND order_id = $2 AND status = 'pending' RETURNING amount`;

const restoreText = `
  WITH pieces AS (
    SELECT i.order_item_id, i.quantity, i.withdrawn, r.return_id FROM refund_item i JOIN refund r ON r.id = i.refund_id WHERE r.id = $1
  ), held AS (
    UPDATE return_item t SET refunded = t.refunded - p.quantity
    FROM pieces p WHERE t.return_id = p.return_id AND t.order_item_id = p.order_item_id
  ), waiting AS (
    UPDATE order_return t SET status = 'received', updated_at = now() FROM pieces p WHERE t.id = p.return_id
  )
  UPDATE order_item i SET refunded_quantity = i.refunded_quantity - p.quantity,
    withdrawn_quantity = i.withdrawn_quantity - CASE WHEN $2 THEN p.withdrawn ELSE 0 END,
    held_quantity = i.held_quantity + CASE WHEN p.return_id IS NULL THEN 0 ELSE p.quantity END
  FROM pieces p WHERE p.order_item_id = i.id`;

/** Gives up a pending refund; its pieces count as not refunded again, and can be shipped; those of a return wait for their money there. @returns its amount, 0 when it was not pending */
export async function failRefundRow(sql: Sql, refund: { id: RefundId; orderId: OrderId }): Promise<number> {
  const row = onlyRow(await sql.rows<{ amount: number }>(failText, [refund.id, refund.orderId]));
  if (row) await sql.rows(restoreText, [refund.id, true]);
  return row?.amount ?? 0;
}

const takeBackText = `UPDATE refund SET status = 'failed', settled_at = now() WHERE id = $1 AND order_id = $2 AND status = 'succeeded' RETURNING amount`;

/**
 * Notes that a refund which had come through was taken back; its pieces count as not refunded again.
 * @param refund.mayShip whether those that were not shipped can be after all
 * @returns its amount, 0 when it had not come through
 */
export async function takeBackRefundRow(sql: Sql, refund: { id: RefundId; orderId: OrderId; mayShip: boolean }): Promise<number> {
  const row = onlyRow(await sql.rows<{ amount: number }>(takeBackText, [refund.id, refund.orderId]));
  if (row) await sql.rows(restoreText, [refund.id, refund.mayShip]);
  return row?.amount ?? 0;
}

const byOrderText = `SELECT ${columns} FROM refund WHERE order_id = $1 ORDER BY created_at, id`;

/** All refunds of an order, the oldest first. */
export function readRefunds(sql: Sql, orderId: string): Promise<RefundRow[]> {
  return sql.rows<RefundRow>(byOrderText, [orderId]);
}

const findText = `SELECT ${columns} FROM refund WHERE id = $1`;

export async function findRefund(sql: Sql, refundId: string): Promise<RefundRow | undefined> {
  return onlyRow(await sql.rows<RefundRow>(findText, [refundId]));
}

const togetherText = `SELECT ${columns} FROM refund WHERE id = $1 OR with_id = $1 ORDER BY id`;

/** Those that were asked for together, by the first of them. */
export function readTogether(sql: Sql, refundId: string): Promise<RefundRow[]> {
  return sql.rows<RefundRow>(togetherText, [refundId]);
}

const unansweredText = `
  SELECT ${columns} FROM refund
  WHERE status = 'pending' AND coalesce(asked_at, created_at) < now() - CASE WHEN asked_at IS NULL THEN $1::int ELSE $2::int END * interval '1 second'
  ORDER BY random() LIMIT 1000`;

/**
 * Refunds of which nobody knows whether the payment service heard, and those of which it has not told the end for long.
 * @param ages seconds since they were written, and since they were asked for the last time
 */
export function readUnanswered(sql: Sql, ages: { unheard: number; unsettled: number }): Promise<RefundRow[]> {
  return sql.rows<RefundRow>(unansweredText, [ages.unheard, ages.unsettled]);
}

const askedText = 'UPDATE refund SET asked_at = now() WHERE id = $1';

export async function markAsked(sql: Sql, refundId: RefundId): Promise<void> {
  await sql.rows(askedText, [refundId]);
}

const takeText = `
  WITH piece AS (
    SELECT id, least($3::int, quantity - fulfilled_quantity - withdrawn_quantity) AS unshipped FROM order_item WHERE id = $2
  ), taken AS (
    UPDATE order_item i SET refunded_quantity = refunded_quantity + $3::int, withdrawn_quantity = withdrawn_quantity + piece.unshipped
    FROM piece WHERE i.id = piece.id
  )
  INSERT INTO refund_item (refund_id, order_item_id, quantity, withdrawn, worth) SELECT $1, id, $3::int, unshipped, $4 FROM piece`;

/** Pieces of a line that a refund pays for, and their price with tax in minor units. */
export interface PaidPieces {
  readonly itemId: Id<'orderItem'>;
  readonly quantity: number;
  readonly worth: number;
}

/** Notes that pieces of a locked order are refunded; those not shipped yet are not, unless the refund fails. */
export async function takePieces(sql: Sql, refundId: RefundId, { itemId, quantity, worth }: PaidPieces): Promise<void> {
  await sql.rows(takeText, [refundId, itemId, quantity, worth]);
}

export function toRefund(row: RefundRow, currency: Currency): order.Refund {
  const { id, orderId, status, reason, to } = row;
  return { id, orderId, amount: money(row.amount, currency), status, reason, to, createdAt: row.createdAt.toISOString() };
}
