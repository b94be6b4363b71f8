import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderEditId, OrderId } from '@tradewind/contracts/ids';
import type { primitives } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import type { Plan } from '../edit/plan-edit.ts';
import type { SupplementEnd, SupplementStatus } from './supplement-state.ts';

/** What an edit is to make of an order once it is paid for. Of the lines only those that it changes. */
export interface WaitingPlan extends Plan {
  readonly address: primitives.Address | null;
}

/** Amounts are minor units of the order's currency. */
export interface SupplementRow {
  readonly editId: OrderEditId;
  readonly orderId: OrderId;
  readonly status: SupplementStatus;
  readonly amount: number;
  readonly plan: WaitingPlan;
  readonly askedBy: string;
  readonly expiresAt: Date;
}

const columns = 'edit_id AS "editId", order_id AS "orderId", status, amount, plan, asked_by AS "askedBy", expires_at AS "expiresAt"';

const insertText = 'INSERT INTO supplement (edit_id, order_id, amount, plan, asked_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)';

/** Writes an edit down that waits for its payment; of an order that is locked and has none. */
export async function insertSupplement(sql: Sql, row: Omit<SupplementRow, 'status'>): Promise<void> {
  const { editId, orderId, amount, plan, askedBy, expiresAt } = row;
  await sql.rows(insertText, [editId, orderId, amount, JSON.stringify(plan), askedBy, expiresAt]);
}

const findText = `SELECT ${columns} FROM supplement WHERE edit_id = $1`;

export async function findSupplement(sql: Sql, editId: OrderEditId): Promise<SupplementRow | undefined> {
  return onlyRow(await sql.rows<SupplementRow>(findText, [editId]));
}

const waitingText = `SELECT ${columns} FROM supplement WHERE order_id = $1 AND status = 'awaiting_payment'`;

/** What waits for its payment, if anything does. */
export async function findWaiting(sql: Sql, orderId: OrderId): Promise<SupplementRow | undefined> {
  return onlyRow(await sql.rows<SupplementRow>(waitingText, [orderId]));
}

const endText = `UPDATE supplement SET status = $2, ended_at = now() WHERE edit_id = $1 AND status = 'awaiting_payment' RETURNING edit_id`;

/** @throws CONFLICT when it does not wait any more */
export async function endSupplement(sql: Sql, editId: OrderEditId, to: SupplementEnd): Promise<void> {
  if (onlyRow(await sql.rows(endText, [editId, to]))) return;
  throw new TradewindError('CONFLICT', 'The change of the order does not wait for its payment any more.');
}

const expiredText = `
  SELECT edit_id AS id, order_id AS "orderId" FROM supplement WHERE status = 'awaiting_payment' AND expires_at < now()
  ORDER BY random() LIMIT 1000`;

/** Those that have waited as long as they may. */
export function readExpired(sql: Sql): Promise<{ readonly id: OrderEditId; readonly orderId: OrderId }[]> {
  return sql.rows(expiredText);
}
