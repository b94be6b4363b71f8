import type { payment } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';

/** What our books and the processor's say of one thing. Amounts are minor units. */
export interface Difference {
  /** The processor's charge, refund or movement; our payment or refund where it knows none. */
  readonly subject: string;
  readonly kind: payment.Discrepancy['kind'];
  readonly paymentId: string | null;
  /** ISO 4217, of what the processor says where it says something. */
  readonly currency: string;
  readonly ours: number;
  readonly theirs: number;
}

const flagText = `
  INSERT INTO discrepancy AS d (subject, kind, payment_id, currency, ours, theirs) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (subject) DO UPDATE SET kind = excluded.kind, ours = excluded.ours, theirs = excluded.theirs, found_at = now(), settled_at = NULL
    WHERE (d.kind, d.ours, d.theirs) <> (excluded.kind, excluded.ours, excluded.theirs)
  RETURNING subject`;

/** Writes a difference down for people. @returns whether it is news; one that somebody has settled as it is stays settled */
export async function flag(sql: Sql, { subject, kind, paymentId, currency, ours, theirs }: Difference): Promise<boolean> {
  return (await sql.rows(flagText, [subject, kind, paymentId, currency, ours, theirs])).length > 0;
}

const openText = `SELECT subject AS id, kind FROM discrepancy WHERE settled_at IS NULL ORDER BY random() LIMIT 100`;

/** Some of the differences that nobody has settled. */
export function readOpen(sql: Sql): Promise<{ id: string; kind: Difference['kind'] }[]> {
  return sql.rows(openText);
}

const findText = `
  SELECT subject, kind, payment_id AS "paymentId", currency, ours, theirs FROM discrepancy WHERE subject = $1 AND settled_at IS NULL FOR UPDATE`;

/** A difference that is not settled, held until the end of the transaction. */
export async function findOpen(sql: Sql, subject: string): Promise<Difference | undefined> {
  return onlyRow(await sql.rows<Difference>(findText, [subject]));
}

const settleText = 'UPDATE discrepancy SET settled_at = now() WHERE subject = $1 AND settled_at IS NULL';

/** The two agree again. */
export async function settleDifference(sql: Sql, subject: string): Promise<void> {
  await sql.rows(settleText, [subject]);
}

const countText = 'SELECT count(*) AS open FROM discrepancy WHERE settled_at IS NULL';

export async function countOpen(sql: Sql): Promise<number> {
  return (await sql.rows<{ open: number }>(countText))[0]?.open ?? 0;
}
