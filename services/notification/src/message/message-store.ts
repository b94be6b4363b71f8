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

/** After so many attempts, some hours with the backoff between them, a message has failed. */
export const maxAttempts = 12;

/** @returns false when the event has its message already. */
export async function insertMessage(sql: Sql, message: QueuedMessage & { eventId: string }): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO message (id, event_id, recipient_kind, kind, subject_id, detail) VALUES ($1, $2, 'customer', $3, $4, $5::jsonb)
     ON CONFLICT (event_id, recipient_kind) DO NOTHING RETURNING id`,
    [message.id, message.eventId, message.kind, message.subjectId, JSON.stringify(message.detail)],
  );
  return rows.length > 0;
}

/** Takes a queued message for a minute and counts the attempt; nothing when it is done, or somebody else is at it. */
export async function claimMessage(sql: Sql, id: MessageId): Promise<(QueuedMessage & { attempts: number }) | undefined> {
  const [row] = await sql.rows<QueuedMessage & { attempts: number }>(
    `UPDATE message SET attempts = attempts + 1, claimed_until = now() + interval '1 minute'
     WHERE id = $1 AND status = 'queued' AND (claimed_until IS NULL OR claimed_until < now())
     RETURNING id, kind, subject_id AS "subjectId", detail, attempts`,
    [id],
  );
  return row;
}

export async function isQueued(sql: Sql, id: MessageId): Promise<boolean> {
  const rows = await sql.rows(`SELECT 1 AS one FROM message WHERE id = $1 AND status = 'queued'`, [id]);
  return rows.length > 0;
}

/** @returns false when it was sent already. */
export async function markSent(sql: Sql, id: MessageId, maskedRecipient: string): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE message SET status = 'sent', sent_at = now(), masked_recipient = $2, failure = NULL, claimed_until = NULL
     WHERE id = $1 AND status = 'queued' RETURNING id`,
    [id, maskedRecipient],
  );
  return rows.length > 0;
}

/** Notes why an attempt did not succeed, and lets the next one begin unless it was the last. */
export async function noteFailure(sql: Sql, id: MessageId, failure: { reason: string; final: boolean }): Promise<void> {
  await sql.rows(
    `UPDATE message SET failure = $2, claimed_until = NULL, status = CASE WHEN $3 THEN 'failed' ELSE 'queued' END
     WHERE id = $1 AND status = 'queued'`,
    [id, failure.reason, failure.final],
  );
}

/** Messages that wait longer than a job takes to be started, oldest first, a thousand at most. */
export async function findOverdue(sql: Sql): Promise<{ id: MessageId }[]> {
  return sql.rows(
    `SELECT id FROM message
     WHERE status = 'queued' AND created_at < now() - interval '20 seconds' AND (claimed_until IS NULL OR claimed_until < now())
     ORDER BY created_at LIMIT 1000`,
  );
}
