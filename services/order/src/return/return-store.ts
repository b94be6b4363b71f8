import { TradewindError } from '@tradewind/contracts/errors';
import type { Id, OrderId, ReturnId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import { mayBecome } from '../order/order-state.ts';
import { lockOrder, type OrderRow } from '../order/order-store.ts';
import type { PaidPieces } from '../order/refund-store.ts';
import { returnTransitions } from './return-state.ts';

export interface ReturnRow {
  readonly id: ReturnId;
  readonly orderId: OrderId;
  readonly number: string;
  readonly status: returns.ReturnStatus;
  readonly items: readonly returns.ReturnItem[];
  readonly note: string | null;
  readonly decision: string | null;
  readonly pictures: readonly Id<'returnPicture'>[];
  readonly requestedAt: Date;
  /** The order that sends its pieces anew, the last of them. */
  readonly replacement: { readonly id: OrderId; readonly number: string } | null;
}

/** Pieces of a line that came back, or need not, and were neither paid back nor are sent anew. */
export function unsettledOf({ sellable, damaged, waived, refunded, replaced }: returns.ReturnItem): number {
  return sellable + damaged + waived - refunded - replaced;
}

const columns = `
  t.id, t.order_id AS "orderId", t.number, t.status, t.note, t.decision, t.requested_at AS "requestedAt",
  (SELECT json_agg(json_build_object('itemId', r.order_item_id, 'reason', r.reason, 'quantity', r.quantity, 'sellable', r.sellable,
     'damaged', r.damaged, 'waived', r.waived, 'refunded', r.refunded, 'released', r.released, 'replaced', r.replaced) ORDER BY i.position)
   FROM return_item r JOIN order_item i ON i.id = r.order_item_id WHERE r.return_id = t.id) AS items,
  (SELECT json_build_object('id', o.id, 'number', o.number) FROM orders o
    WHERE o.replaces_return_id = t.id AND o.status <> 'cancelled' ORDER BY o.id DESC LIMIT 1) AS replacement,
  COALESCE((SELECT json_agg(p.id ORDER BY p.position) FROM return_picture p WHERE p.return_id = t.id), '[]') AS pictures`;

const byOrderText = `SELECT ${columns} FROM order_return t WHERE t.order_id = $1 ORDER BY t.id`;

/** All returns of an order, the oldest first. */
export function readReturns(sql: Sql, orderId: string): Promise<ReturnRow[]> {
  return sql.rows<ReturnRow>(byOrderText, [orderId]);
}

const findText = `SELECT ${columns} FROM order_return t WHERE t.id = $1`;

/** @throws NOT_FOUND */
export async function loadReturn(sql: Sql, returnId: string): Promise<ReturnRow> {
  const row = onlyRow(await sql.rows<ReturnRow>(findText, [returnId]));
  if (!row) throw returnNotFound();
  return row;
}

export function returnNotFound(): TradewindError {
  return new TradewindError('NOT_FOUND', 'There is no such return.');
}

/** A return with its order, whose row is held until the transaction ends. @throws NOT_FOUND */
export async function lockReturn(sql: Sql, returnId: string): Promise<{ order: OrderRow; found: ReturnRow }> {
  const { orderId } = await loadReturn(sql, returnId);
  const order = await lockOrder(sql, orderId);
  // Read again: it may have been changed before the lock was there.
  return { order, found: await loadReturn(sql, returnId) };
}

interface NewReturn extends Pick<ReturnRow, 'id' | 'orderId' | 'number' | 'note'> {
  readonly items: readonly Pick<returns.ReturnItem, 'itemId' | 'quantity' | 'reason'>[];
}

const insertText = `
  WITH made AS (INSERT INTO order_return (id, order_id, number, note) VALUES ($1, $2, $3, $4)),
    pieces AS (SELECT * FROM unnest($5::text[], $6::int[], $7::text[]) AS p(item_id, quantity, reason)),
    claimed AS (
      UPDATE order_item i SET claimed_quantity = claimed_quantity + p.quantity, held_quantity = held_quantity + p.quantity
      FROM pieces p WHERE i.id = p.item_id
    )
  INSERT INTO return_item (return_id, order_item_id, quantity, reason) SELECT $1, item_id, quantity, reason FROM pieces`;

/** Writes a return of a locked order; its pieces are in no other from now on. */
export async function insertReturn(sql: Sql, { id, orderId, number, note, items }: NewReturn): Promise<void> {
  const columns = [items.map(({ itemId }) => itemId), items.map(({ quantity }) => quantity), items.map(({ reason }) => reason)];
  await sql.rows(insertText, [id, orderId, number, note, ...columns]);
}

const changeText = `
  UPDATE order_return SET status = $2, decision = coalesce($4, decision), updated_at = now() WHERE id = $1 AND status = $3 RETURNING id`;

/**
 * Moves a return of a locked order on.
 * @param decision why, where staff end it
 * @throws CONFLICT when its state does not allow it
 */
export async function changeReturn(sql: Sql, row: ReturnRow, to: returns.ReturnStatus, decision: string | null = null): Promise<void> {
  const isAllowed = mayBecome(returnTransitions, row.status, to);
  if (!isAllowed || (await sql.rows(changeText, [row.id, to, row.status, decision])).length === 0) {
    throw new TradewindError('CONFLICT', `The return is ${row.status}.`);
  }
}

const releaseText = `
  WITH gone AS (
    UPDATE return_item SET waived = least(waived, greatest(0, refunded + replaced - sellable - damaged)),
      released = quantity - sellable - damaged - least(waived, greatest(0, refunded + replaced - sellable - damaged))
    WHERE return_id = $1 RETURNING order_item_id, NEW.released - OLD.released AS pieces
  )
  UPDATE order_item i SET claimed_quantity = claimed_quantity - gone.pieces, held_quantity = held_quantity - gone.pieces
  FROM gone WHERE gone.order_item_id = i.id`;

/** Lets go of what did not come back and was not paid for all the same: it can be asked for, and refunded, again. */
export async function releasePieces(sql: Sql, returnId: ReturnId): Promise<void> {
  await sql.rows(releaseText, [returnId]);
}

const waiveText = 'UPDATE return_item SET waived = quantity - sellable - damaged - released WHERE return_id = $1';

/** Notes that what did not come back need not. */
export async function waivePieces(sql: Sql, returnId: ReturnId): Promise<void> {
  await sql.rows(waiveText, [returnId]);
}

const receiveText = `
  WITH came AS (
    UPDATE return_item SET sellable = sellable + $3::int, damaged = damaged + $4::int WHERE return_id = $1 AND order_item_id = $2
  )
  UPDATE order_item SET returned_quantity = returned_quantity + $3::int + $4::int WHERE id = $2`;

interface Came {
  readonly itemId: Id<'orderItem'>;
  readonly sellable: number;
  readonly damaged: number;
}

/** Notes that pieces came back. */
export async function receivePieces(sql: Sql, returnId: ReturnId, { itemId, sellable, damaged }: Came): Promise<void> {
  await sql.rows(receiveText, [returnId, itemId, sellable, damaged]);
}

const payText = `
  WITH paid AS (UPDATE return_item SET refunded = refunded + $4::int WHERE return_id = $2 AND order_item_id = $3),
    freed AS (
      UPDATE order_item SET refunded_quantity = refunded_quantity + $4::int, held_quantity = held_quantity - $4::int WHERE id = $3
    )
  INSERT INTO refund_item (refund_id, order_item_id, quantity, worth) VALUES ($1, $3, $4::int, $5)`;

/** Notes that a refund pays for pieces which came back: those are refunded, whatever else of their line was not shipped yet. */
export async function payPieces(
  sql: Sql,
  refund: { readonly id: string; readonly returnId: ReturnId },
  { itemId, quantity, worth }: PaidPieces,
): Promise<void> {
  await sql.rows(payText, [refund.id, refund.returnId, itemId, quantity, worth]);
}
