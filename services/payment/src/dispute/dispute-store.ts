import type { DisputeId, OrderId, PaymentId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import { awaitingEvidence, type DisputeStatus, disputeSourcesOf, isClosed } from './dispute-state.ts';

export interface DisputeRow {
  readonly id: DisputeId;
  readonly reference: string;
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly status: DisputeStatus;
  readonly reason: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly dueAt: Date | null;
  readonly evidence: schemas.DisputeEvidence;
  readonly submitRequestedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly acceptRequestedAt: Date | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

const columns = `
  d.id, d.reference, d.payment_id AS "paymentId", p.order_id AS "orderId", p.order_number AS "orderNumber", d.status, d.reason, d.amount,
  d.currency, d.due_at AS "dueAt", d.evidence, d.submit_requested_at AS "submitRequestedAt", d.submitted_at AS "submittedAt",
  d.accept_requested_at AS "acceptRequestedAt", d.opened_at AS "openedAt", d.closed_at AS "closedAt"`;
const from = 'FROM dispute d JOIN payment p ON p.id = d.payment_id';

const byId = `SELECT ${columns} ${from} WHERE d.id = $1`;

export async function findDispute(sql: Sql, id: string): Promise<DisputeRow | undefined> {
  return onlyRow(await sql.rows<DisputeRow>(byId, [id]));
}

const byReference = `SELECT ${columns} ${from} WHERE d.reference = $1 FOR UPDATE OF d`;

/** A dispute of the processor's, held until the end of the transaction. */
export async function lockDispute(sql: Sql, reference: string): Promise<DisputeRow | undefined> {
  return onlyRow(await sql.rows<DisputeRow>(byReference, [reference]));
}

const page = `SELECT ${columns} ${from} WHERE ($1::text IS NULL OR d.status = $1) AND ($2::text IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`;

/** Disputes, those that were heard of last first. */
export function readDisputes(sql: Sql, asked: { status?: string; before?: string; limit: number }): Promise<DisputeRow[]> {
  return sql.rows(page, [asked.status ?? null, asked.before ?? null, asked.limit]);
}

const insert = `
  INSERT INTO dispute (id, reference, payment_id, status, reason, amount, currency, due_at, opened_at, closed_at, next_check_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END, now() + interval '1 hour')
  ON CONFLICT (reference) DO NOTHING RETURNING id`;

type NewDispute = Pick<DisputeRow, 'id' | 'reference' | 'paymentId' | 'status' | 'reason' | 'amount' | 'dueAt' | 'openedAt'> & {
  currency: string;
};

/** @returns whether it was not known */
export async function insertDispute(sql: Sql, row: NewDispute): Promise<boolean> {
  const { id, reference, paymentId, status, reason, amount, currency, dueAt, openedAt } = row;
  return (
    (await sql.rows(insert, [id, reference, paymentId, status, reason, amount, currency, dueAt, openedAt, isClosed(status)])).length > 0
  );
}

// Nothing but an inquiry comes to need a response: what answered the inquiry does not answer the dispute, whose time begins anew.
const move = `
  UPDATE dispute SET status = $2, due_at = COALESCE($3, due_at), updated_at = now(),
    submit_requested_at = CASE WHEN $2 <> 'needs_response' THEN submit_requested_at END,
    submitted_at = CASE WHEN $2 <> 'needs_response' THEN submitted_at END,
    accept_requested_at = CASE WHEN $2 <> 'needs_response' THEN accept_requested_at END,
    reminded_days = CASE WHEN $2 <> 'needs_response' THEN reminded_days END,
    closed_at = CASE WHEN $5 THEN now() END, next_check_at = CASE WHEN $5 THEN NULL ELSE next_check_at END
  WHERE id = $1 AND status = ANY ($4::text[]) RETURNING id`;

/** @returns whether it moved: what is told late moves nothing */
export async function moveDispute(sql: Sql, id: string, to: DisputeStatus, dueAt: Date | null): Promise<boolean> {
  return (await sql.rows(move, [id, to, dueAt, disputeSourcesOf(to), isClosed(to)])).length > 0;
}

type FactType =
  | 'opened'
  | 'evidence_saved'
  | 'file_added'
  | 'file_removed'
  | 'reminded'
  | 'submitted'
  | 'submit_refused'
  | 'accepted'
  | 'accept_refused'
  | 'status_changed';

const addFactText = `INSERT INTO dispute_fact (dispute_id, type, data, actor) VALUES ($1, $2, $3, $4)`;

/** Adds to a dispute's history. */
export async function addFact(sql: Sql, disputeId: string, fact: { type: FactType; actor: string; data?: object }): Promise<void> {
  await sql.rows(addFactText, [disputeId, fact.type, JSON.stringify(fact.data ?? {}), fact.actor]);
}

const factsText = `SELECT type, data, actor, at FROM dispute_fact WHERE dispute_id = $1 ORDER BY id`;

export function readFacts(
  sql: Sql,
  disputeId: string,
): Promise<{ type: string; data: Record<string, unknown>; actor: string; at: Date }[]> {
  return sql.rows(factsText, [disputeId]);
}

const isUnanswered = `status = ANY ($2::text[]) AND submit_requested_at IS NULL AND accept_requested_at IS NULL`;
/** Evidence may be changed while it is awaited, its time is not over, and nobody has asked to submit it or given in. */
const isOpen = `${isUnanswered} AND (due_at IS NULL OR due_at > now())`;

const holdText = `SELECT id FROM dispute WHERE id = $1 AND ${isOpen} FOR UPDATE`;

/** Holds a dispute whose evidence may be changed, until the end of the transaction. @returns whether it is one */
export async function holdDraft(sql: Sql, id: string): Promise<boolean> {
  return (await sql.rows(holdText, [id, awaitingEvidence])).length > 0;
}

const saveText = `UPDATE dispute SET evidence = $2, updated_at = now() WHERE id = $1`;

export async function writeEvidence(sql: Sql, id: string, evidence: schemas.DisputeEvidence): Promise<void> {
  await sql.rows(saveText, [id, JSON.stringify(evidence)]);
}

const requestText = `
  UPDATE dispute SET submit_requested_at = now(), next_check_at = now() + interval '30 seconds', updated_at = now()
  WHERE id = $1 AND ${isOpen} RETURNING id`;

/** From now on the evidence stays as it is; who asks for it to be submitted is the only one. @returns whether this was first */
export async function requestSubmit(sql: Sql, id: string): Promise<boolean> {
  return (await sql.rows(requestText, [id, awaitingEvidence])).length > 0;
}

const releaseText = `UPDATE dispute SET submit_requested_at = NULL, updated_at = now() WHERE id = $1 AND submitted_at IS NULL`;

/** The processor did not take the evidence: it may be changed again. */
export async function releaseSubmit(sql: Sql, id: string): Promise<void> {
  await sql.rows(releaseText, [id]);
}

const submittedText = `UPDATE dispute SET submitted_at = now(), updated_at = now() WHERE id = $1 AND submitted_at IS NULL AND submit_requested_at IS NOT NULL RETURNING id`;

/** @returns whether it was news */
export async function markSubmitted(sql: Sql, id: string): Promise<boolean> {
  return (await sql.rows(submittedText, [id])).length > 0;
}

const acceptText = `
  UPDATE dispute SET accept_requested_at = now(), next_check_at = now() + interval '30 seconds', updated_at = now()
  WHERE id = $1 AND ${isUnanswered} RETURNING id`;

/** Nobody answers the bank from now on: it gets the money. @returns whether this was first */
export async function requestAccept(sql: Sql, id: string): Promise<boolean> {
  return (await sql.rows(acceptText, [id, awaitingEvidence])).length > 0;
}

const releaseAcceptText = `UPDATE dispute SET accept_requested_at = NULL, updated_at = now() WHERE id = $1`;

/** The processor did not take it. */
export async function releaseAccept(sql: Sql, id: string): Promise<void> {
  await sql.rows(releaseAcceptText, [id]);
}

const claimText = `
  WITH due AS (SELECT id FROM dispute WHERE next_check_at <= now() ORDER BY next_check_at LIMIT $1 FOR UPDATE SKIP LOCKED), claimed AS (
    UPDATE dispute SET next_check_at = CASE WHEN closed_at IS NOT NULL THEN NULL
      WHEN submit_requested_at IS NOT NULL AND submitted_at IS NULL OR accept_requested_at IS NOT NULL THEN now() + interval '1 minute' ELSE now() + interval '1 hour' END
    FROM due WHERE dispute.id = due.id RETURNING dispute.*
  )
  SELECT ${columns} FROM claimed d JOIN payment p ON p.id = d.payment_id`;

/** Disputes that it is time to ask the processor about, each given to one asker. */
export function claimDueDisputes(sql: Sql, limit: number): Promise<DisputeRow[]> {
  return sql.rows(claimText, [limit]);
}

const remindText = `
  WITH due AS (
    SELECT id FROM dispute
    WHERE status = ANY ($2::text[]) AND submit_requested_at IS NULL AND accept_requested_at IS NULL AND due_at > now() AND due_at <= now() + make_interval(days => $3)
      AND (reminded_days IS NULL OR reminded_days > $3)
    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), reminded AS (
    UPDATE dispute SET reminded_days = $3 FROM due WHERE dispute.id = due.id RETURNING dispute.*
  )
  SELECT ${columns} FROM reminded d JOIN payment p ON p.id = d.payment_id`;

/** Disputes whose evidence is due within so many days and of which nobody was reminded that late; they count as reminded. */
export function claimReminders(sql: Sql, asked: { days: number; limit: number }): Promise<DisputeRow[]> {
  return sql.rows(remindText, [asked.limit, awaitingEvidence, asked.days]);
}
