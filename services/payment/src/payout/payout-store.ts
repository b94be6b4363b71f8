import type { PayoutId } from '@tradewind/contracts/ids';
import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { type PayoutStatus, payoutSourcesOf } from './payout-state.ts';

export interface PayoutRow {
  readonly id: PayoutId;
  readonly reference: string;
  readonly status: PayoutStatus;
  readonly amount: number;
  readonly currency: Currency;
  readonly failureCode: string | null;
  readonly wasPaid: boolean;
  readonly arrivesAt: Date;
  readonly madeAt: Date;
}

const columns = `
  id, reference, status, amount, currency, failure_code AS "failureCode", was_paid AS "wasPaid", arrives_at AS "arrivesAt", made_at AS "madeAt"`;

const byReference = `SELECT ${columns} FROM payout WHERE reference = $1 FOR UPDATE`;

/** A payout of the processor's, held until the end of the transaction. */
export async function lockPayout(sql: Sql, reference: string): Promise<PayoutRow | undefined> {
  return onlyRow(await sql.rows<PayoutRow>(byReference, [reference]));
}

const page = `
  SELECT ${columns} FROM payout WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

/** Payouts, those that were heard of last first. */
export function readPayouts(sql: Sql, asked: { status?: string; before?: string; limit: number }): Promise<PayoutRow[]> {
  return sql.rows(page, [asked.status ?? null, asked.before ?? null, asked.limit]);
}

const insert = `
  INSERT INTO payout (id, reference, status, amount, currency, failure_code, was_paid, arrives_at, made_at)
  VALUES ($1, $2, $3, $4, $5, $6, $3 = 'paid', $7, $8) ON CONFLICT (reference) DO NOTHING`;

/** Writes a payout unless it is known. */
export async function insertPayout(sql: Sql, row: Omit<PayoutRow, 'wasPaid'>): Promise<void> {
  const { id, reference, status, amount, currency, failureCode, arrivesAt, madeAt } = row;
  await sql.rows(insert, [id, reference, status, amount, currency, failureCode, arrivesAt, madeAt]);
}

const move = `
  UPDATE payout SET status = CASE WHEN status = ANY ($3::text[]) THEN $2 ELSE status END, was_paid = was_paid OR status = 'paid' OR $2 = 'paid',
    failure_code = COALESCE($4, failure_code), updated_at = now()
  WHERE id = $1`;

/** What is told late moves nothing, but that it was paid once stays true. */
export async function movePayout(sql: Sql, id: string, to: PayoutStatus, failureCode: string | null): Promise<void> {
  await sql.rows(move, [id, to, payoutSourcesOf(to), failureCode]);
}
