import type { Id } from '@tradewind/contracts/ids';
import type { notification as schemas } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import type { z } from 'zod';

export type MessageId = Id<'message'>;
export type MessageKind = z.infer<typeof schemas.messageKind>;

/** What is known of a message before it is sent: ids, and figures of its event. */
export interface QueuedMessage {
  readonly id: MessageId;
  readonly kind: MessageKind;
  readonly subjectId: string;
  readonly detail: unknown;
}

export interface NewMessage extends QueuedMessage {
  readonly eventId: string;
  /** The customer unless told. */
  readonly recipient?: 'customer' | 'staff';
}

/** After so many attempts, with growing pauses an hour and more, a message has failed. */
export const maxAttempts = 12;

/** @returns false when the event has its message already. */
export async function insertMessage(sql: Sql, message: NewMessage): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO message (id, event_id, recipient_kind, kind, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6::jsonb)
     ON CONFLICT (event_id, recipient_kind) DO NOTHING RETURNING id`,
    [message.id, message.eventId, message.recipient ?? 'customer', message.kind, message.subjectId, JSON.stringify(message.detail)],
  );
  return rows.length > 0;
}

/**
 * Takes a message whose time has come and counts the attempt; nothing when it is done, or somebody else is at it. The 25 seconds are
 * more than an attempt takes, so past that its holder has died.
 */
export async function claimMessage(sql: Sql, id: MessageId): Promise<(QueuedMessage & { attempts: number }) | undefined> {
  const [row] = await sql.rows<QueuedMessage & { attempts: number }>(
    `UPDATE message SET attempts = attempts + 1, due_at = now() + interval '25 seconds'
     WHERE id = $1 AND status = 'queued' AND due_at <= now()
     RETURNING id, kind, subject_id AS "subjectId", detail, attempts`,
    [id],
  );
  return row;
}

/** @returns false when it was sent already. */
export async function markSent(sql: Sql, id: MessageId, maskedRecipient: string): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE message SET status = 'sent', sent_at = now(), masked_recipient = $2, failure = NULL
     WHERE id = $1 AND status = 'queued' RETURNING id`,
    [id, maskedRecipient],
  );
  return rows.length > 0;
}

/** Nobody wants it, so there is nothing to remember. */
export async function dropMessage(sql: Sql, id: MessageId): Promise<void> {
  await sql.rows(`DELETE FROM message WHERE id = $1 AND status = 'queued'`, [id]);
}

/** Notes why an attempt did not succeed, and when the next may begin; null when it was the last. */
export async function noteFailure(sql: Sql, id: MessageId, failure: { reason: string; nextInMs: number | null }): Promise<void> {
  await sql.rows(
    `UPDATE message SET failure = $2, status = CASE WHEN $3::int IS NULL THEN 'failed' ELSE 'queued' END,
       due_at = now() + coalesce($3::int, 0) * interval '1 millisecond'
     WHERE id = $1 AND status = 'queued'`,
    [id, failure.reason, failure.nextInMs],
  );
}

/**
 * Messages whose time came some seconds ago and whom nobody took, the longest waiting first, a thousand at most. They count as due
 * from now on, so that those that stand in a long line are not found again at once.
 */
export async function takeOverdue(sql: Sql): Promise<{ id: MessageId }[]> {
  return sql.rows(
    `UPDATE message SET due_at = now() WHERE id IN (
       SELECT id FROM message WHERE status = 'queued' AND due_at < now() - interval '3 seconds'
       ORDER BY due_at LIMIT 1000 FOR UPDATE SKIP LOCKED
     ) AND status = 'queued' RETURNING id`,
  );
}
