import { type OutOfStockLine, TradewindError } from '@tradewind/contracts/errors';
import type { product } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import type { Services } from '../services.ts';
import { inventoryChanged } from './inventory-changed.ts';
import type { ReservationStatus } from './reservation-state.ts';
import { findReservation, type HolderId, type Line, mergeLines, type ReservedRow, takeLines } from './reservation-store.ts';

export interface Reservation {
  orderId: HolderId;
  status: ReservationStatus;
}

/**
 * Sets a cart's stock aside for an order, all of it or nothing, until it is committed, released or over. Asked again with the
 * same lines it answers the same and takes nothing.
 * @throws OUT_OF_STOCK with every line that is short; CONFLICT when the order has a reservation of other lines, or one that was
 * given back; INVALID_INPUT for an unknown variant or an expiry that is past.
 */
export async function reserveStock({ db }: Pick<Services, 'db'>, input: product.ReserveInput): Promise<Reservation> {
  const { orderId, lines } = input;
  const expiresAt = new Date(input.expiresAt);
  if (expiresAt.getTime() <= Date.now()) {
    throw new TradewindError('INVALID_INPUT', 'A reservation ends in the future.', {
      errors: [{ path: 'expiresAt', message: 'is past' }],
    });
  }
  return await db.transaction(async (sql) => {
    const rows = await takeLines(sql, orderId, lines, expiresAt);
    if (!rows.some((row) => row.claimed)) return await answerAgain(sql, orderId, lines);
    refuseUnknown(rows, lines);
    refuseShort(rows);
    await appendEvents(sql, inventoryChanged(rows.filter(isKnown)));
    return { orderId, status: 'reserved' };
  });
}

type KnownRow = ReservedRow & { sku: string; available: number };

function isKnown(row: ReservedRow): row is KnownRow {
  return row.sku !== null && row.available !== null;
}

function refuseUnknown(rows: readonly ReservedRow[], lines: readonly Line[]): void {
  const unknown = new Set(rows.filter((row) => !isKnown(row)).map((row) => row.variant_id));
  const errors = lines.flatMap(({ variantId }, index) =>
    unknown.has(variantId) ? [{ path: `lines.${index}.variantId`, message: 'is not a variant of this shop' }] : [],
  );
  if (errors.length > 0) throw new TradewindError('INVALID_INPUT', 'Some variants do not exist.', { errors });
}

function refuseShort(rows: readonly ReservedRow[]): void {
  const lines = rows.filter(isKnown).flatMap((row): OutOfStockLine[] => {
    const short = !row.taken && row.before < row.requested;
    return short ? [{ variantId: row.variant_id, sku: row.sku, requested: row.requested, available: row.before }] : [];
  });
  if (lines.length > 0) throw new TradewindError('OUT_OF_STOCK', 'Not everything is in stock.', { lines });
}

async function answerAgain(sql: Sql, orderId: HolderId, lines: readonly Line[]): Promise<Reservation> {
  const known = await findReservation(sql, orderId);
  if (!known || !sameLines(known.lines, lines)) {
    throw new TradewindError('CONFLICT', 'This order has a reservation of other lines, or was given up.');
  }
  if (known.status === 'released' || known.status === 'expired') {
    throw new TradewindError('CONFLICT', 'The stock of this order was given back.');
  }
  return { orderId, status: known.status };
}

function sameLines(left: readonly Line[], right: readonly Line[]): boolean {
  const wanted = new Map(mergeLines(right).map((line) => [line.variantId, line.quantity]));
  return left.length === wanted.size && left.every((line) => wanted.get(line.variantId) === line.quantity);
}
