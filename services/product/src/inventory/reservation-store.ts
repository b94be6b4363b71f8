import type { OrderEditId, OrderId, VariantId } from '@tradewind/contracts/ids';
import { onlyRow, type Sql } from '@tradewind/service';
import type { MovedRow } from './inventory-changed.ts';
import type { ReservationStatus, Step } from './reservation-state.ts';
import { reserveStatement, settleStatement } from './stock-statements.ts';

/** What stock is set aside for: an order, or the pieces that an edit puts on one. */
export type HolderId = OrderId | OrderEditId;

export interface Line {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** What became of one line of a cart; see {@link reserveStatement}. */
export interface ReservedRow extends Omit<MovedRow, 'sku' | 'available'> {
  requested: number;
  claimed: boolean;
  taken: boolean;
  /** Both null when there is no such variant. */
  sku: string | null;
  available: number | null;
}

/** Lines of the same variant are one line. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const quantities = new Map<VariantId, number>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }));
}

export async function takeLines(sql: Sql, orderId: HolderId, lines: readonly Line[], expiresAt: Date): Promise<ReservedRow[]> {
  const merged = mergeLines(lines);
  return await sql.rows<ReservedRow>(reserveStatement, [
    orderId,
    merged.map((line) => line.variantId),
    merged.map((line) => line.quantity),
    expiresAt,
  ]);
}

/**
 * Carries out one step of a reservation: `moved` are its stock rows; `absent` says that it is not in the step's state, `short`
 * that the stock is not there. In both of these nothing was done.
 */
export async function settle(
  sql: Sql,
  orderId: HolderId,
  { step, dueBy = null }: { step: Step; dueBy?: Date | null },
): Promise<{ outcome: 'absent' | 'short' } | { outcome: 'moved'; rows: MovedRow[] }> {
  const values = [orderId, step.from, step.to, step.onHand, step.reserved, dueBy];
  const rows = await sql.rows<Omit<MovedRow, 'variant_id'> & { moved: boolean; variant_id: VariantId | null }>(settleStatement, values);
  if (rows.length === 0) return { outcome: 'absent' };
  if (rows.some((row) => !row.moved)) return { outcome: 'short' };
  return { outcome: 'moved', rows: rows.flatMap((row) => (row.variant_id === null ? [] : [{ ...row, variant_id: row.variant_id }])) };
}

/** Writes a reservation that holds nothing. @returns false when the order has one already. */
export async function insertEmptyHanded(
  sql: Sql,
  reservation: { orderId: HolderId; status: 'released' | 'expired'; lines: readonly Line[] },
): Promise<boolean> {
  const lines = mergeLines(reservation.lines);
  const rows = await sql.rows<{ order_id: string }>(
    `WITH claim AS (
       INSERT INTO reservation (order_id, status, expires_at) VALUES ($1, $2, now()) ON CONFLICT (order_id) DO NOTHING RETURNING order_id
     ), line AS (
       INSERT INTO reservation_line (order_id, variant_id, quantity)
       SELECT claim.order_id, l.variant_id, l.quantity FROM claim, unnest($3::text[], $4::int[]) AS l (variant_id, quantity)
     )
     SELECT order_id FROM claim`,
    [reservation.orderId, reservation.status, lines.map((line) => line.variantId), lines.map((line) => line.quantity)],
  );
  return rows.length > 0;
}

/** A reservation and its lines, or undefined. */
export async function findReservation(sql: Sql, orderId: HolderId): Promise<{ status: ReservationStatus; lines: Line[] } | undefined> {
  const rows = await sql.rows<{ status: ReservationStatus; lines: Line[] }>(
    `SELECT r.status, coalesce(json_agg(json_build_object('variantId', l.variant_id, 'quantity', l.quantity))
       FILTER (WHERE l.order_id IS NOT NULL), '[]') AS lines
     FROM reservation r LEFT JOIN reservation_line l USING (order_id) WHERE r.order_id = $1 GROUP BY r.order_id`,
    [orderId],
  );
  return onlyRow(rows);
}

/** Orders whose reservation is over by a time, in random order. */
export async function dueReservations(sql: Sql, by: Date, limit: number): Promise<{ id: HolderId }[]> {
  return await sql.rows<{ id: HolderId }>(
    `SELECT order_id AS id FROM reservation WHERE status = 'reserved' AND expires_at <= $1 ORDER BY random() LIMIT $2`,
    [by, limit],
  );
}
