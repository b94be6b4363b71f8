import { onlyRow, type Sql } from '@tradewind/service';

/** From the first moment on, up to the second one and without it. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

// The first time it begins with our oldest payment, a week ago at most: nothing was to be compared before.
const untilText = `
  INSERT INTO processor_match (matched_until)
  SELECT least($1, greatest(coalesce((SELECT min(created_at) FROM payment), $1), $1::timestamptz - interval '7 days'))
  ON CONFLICT (only_one) DO UPDATE SET only_one = true RETURNING matched_until AS "matchedUntil"`;

/** Up to when the books were compared. @param latest where to begin when they never were, and there is nothing to compare */
export async function matchedUntil(sql: Sql, latest: Date): Promise<Date> {
  const row = onlyRow(await sql.rows<{ matchedUntil: Date }>(untilText, [latest]));
  if (!row) throw new Error('an inserted row comes back');
  return row.matchedUntil;
}

const advanceText = 'UPDATE processor_match SET matched_until = greatest(matched_until, $1)';

/** The books were compared up to a time. */
export async function advance(sql: Sql, to: Date): Promise<void> {
  await sql.rows(advanceText, [to]);
}

const comparedText = `
  INSERT INTO processor_match (matched_until, compared_at) VALUES ($1, now())
  ON CONFLICT (only_one) DO UPDATE SET compared_at = now()`;

/** All books of the last weeks were compared anew, up to a time. */
export async function markCompared(sql: Sql, to: Date): Promise<void> {
  await sql.rows(comparedText, [to]);
}

const takenText = `
  SELECT p.id, p.reference FROM ledger_transaction t JOIN payment p ON p.id = t.payment_id
  WHERE t.kind IN ('capture', 'conflict') AND p.credit_amount < p.amount AND t.created_at >= $1 AND t.created_at < $2`;

/** Payments whose money of a card was booked in a span, with the processor's intent of each. */
export function readTaken(sql: Sql, { from, to }: Span): Promise<{ id: string; reference: string | null }[]> {
  return sql.rows(takenText, [from, to]);
}

const goneBackText = `
  SELECT r.id, r.reference FROM ledger_transaction t JOIN refund r ON r.id = t.refund_id
  WHERE t.kind = 'refund' AND r.credit_amount < r.amount AND t.created_at >= $1 AND t.created_at < $2`;

/** Refunds that went back to a card and were booked in a span, with the processor's refund of each. */
export function readGoneBack(sql: Sql, { from, to }: Span): Promise<{ id: string; reference: string | null }[]> {
  return sql.rows(goneBackText, [from, to]);
}

const bookedText = `
  SELECT movement AS id FROM ledger_transaction WHERE movement IS NOT NULL AND created_at >= $1 AND created_at < $2`;

/** Movements of the processor's balance that were booked in a span. */
export function readBooked(sql: Sql, { from, to }: Span): Promise<{ id: string }[]> {
  return sql.rows(bookedText, [from, to]);
}
