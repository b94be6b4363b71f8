import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import type { Sql } from '@tradewind/service';

/** An event that could not be handled, or waits behind one of its aggregate. */
export interface DeadLetter {
  eventId: string;
  topic: string;
  type: string;
  aggregateId: string;
  attempts: number;
  /** Why it failed; null while it only waits behind another. */
  error: string | null;
  /** When it is tried again by itself; null when somebody has to look, or when it waits behind another. */
  retryAt: Date | null;
  parkedAt: Date;
  event: EventEnvelope;
}

/** Parked events, oldest first. @param filter.limit 100 unless told. */
export async function listDeadLetters(sql: Sql, filter: { aggregateId?: string; limit?: number } = {}): Promise<DeadLetter[]> {
  return sql.rows<DeadLetter>(
    `SELECT event_id AS "eventId", topic, type, aggregate_id AS "aggregateId", attempts, error, retry_at AS "retryAt",
       parked_at AS "parkedAt", event
     FROM messaging.dead_letter WHERE $1::text IS NULL OR aggregate_id = $1 ORDER BY position LIMIT $2`,
    [filter.aggregateId ?? null, filter.limit ?? 100],
  );
}

/**
 * Has parked events tried again, in their order, by the service's running consumers within a second or two: those of one
 * aggregate, or all. An event that fails again parks again.
 * @returns how many aggregates that concerns.
 */
export async function replayDeadLetters(sql: Sql, filter: { aggregateId?: string } = {}): Promise<number> {
  const heads = await sql.rows(
    `UPDATE messaging.dead_letter SET retry_at = now(), attempts = 0 WHERE position IN (
       SELECT min(position) FROM messaging.dead_letter WHERE $1::text IS NULL OR aggregate_id = $1 GROUP BY topic, aggregate_id)
     RETURNING 1`,
    [filter.aggregateId ?? null],
  );
  return heads.length;
}

const remove = `
  WITH gone AS (DELETE FROM messaging.dead_letter WHERE event_id = $1 RETURNING topic, aggregate_id, position),
  next AS (
    SELECT min(d.position) AS position FROM messaging.dead_letter d JOIN gone g USING (topic, aggregate_id)
    WHERE d.position <> g.position
      AND NOT EXISTS (SELECT 1 FROM messaging.dead_letter e JOIN gone h USING (topic, aggregate_id) WHERE e.position < h.position)
  ), freed AS (
    UPDATE messaging.dead_letter SET retry_at = now() WHERE position = (SELECT position FROM next)
  )
  SELECT 1 FROM gone`;

/**
 * Gives up on a parked event for good; when it was the first of its aggregate, those behind it are tried next.
 * @returns false when it is not there.
 */
export async function discardDeadLetter(sql: Sql, eventId: string): Promise<boolean> {
  return (await sql.rows(remove, [eventId])).length > 0;
}

/** What an aggregate's events wait in: aggregates of two topics share an id without being one. */
export interface Stream {
  readonly topic: string;
  readonly aggregateId: string;
}

export function streamOf(event: EventEnvelope): Stream {
  return { topic: topicOf(event.type), aggregateId: event.aggregateId };
}

/** Holds off others that park events of the stream or try them again, until the transaction ends. */
export async function lockStream(sql: Sql, { topic, aggregateId }: Stream): Promise<void> {
  await sql.rows(`SELECT pg_advisory_xact_lock(hashtext('messaging.dead_letter'), hashtext($1))::text`, [`${topic} ${aggregateId}`]);
}

/** The first parked event of a stream. */
export async function headOf(sql: Sql, { topic, aggregateId }: Stream): Promise<{ event: EventEnvelope; attempts: number } | undefined> {
  const [head] = await sql.rows<{ event: EventEnvelope; attempts: number }>(
    'SELECT event, attempts FROM messaging.dead_letter WHERE topic = $1 AND aggregate_id = $2 ORDER BY position LIMIT 1',
    [topic, aggregateId],
  );
  return head;
}

/** Streams whose first event is due. */
export async function dueStreams(sql: Sql): Promise<Stream[]> {
  return sql.rows<Stream>(
    `SELECT topic, aggregate_id AS "aggregateId" FROM messaging.dead_letter d WHERE retry_at <= now()
       AND NOT EXISTS (SELECT 1 FROM messaging.dead_letter e
         WHERE e.topic = d.topic AND e.aggregate_id = d.aggregate_id AND e.position < d.position)
     ORDER BY retry_at LIMIT 50`,
  );
}

export interface Failure {
  readonly error: string;
  readonly attempts: number;
  /** Until it is tried again by itself; null: not at all. */
  readonly retryMs: number | null;
}

/** Parks an event: for its own failure, or behind another of its stream. */
export async function park(sql: Sql, event: EventEnvelope, failure: Failure | null): Promise<void> {
  await sql.rows(
    `INSERT INTO messaging.dead_letter (event_id, topic, type, aggregate_id, event, attempts, error, retry_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, now() + make_interval(secs => $8::float8 / 1000))`,
    [
      event.id,
      topicOf(event.type),
      event.type,
      event.aggregateId,
      JSON.stringify(event),
      failure?.attempts ?? 0,
      failure?.error ?? null,
      failure?.retryMs ?? null,
    ],
  );
}

/** Writes down that a parked event failed again. */
export async function recordFailure(sql: Sql, eventId: string, failure: Failure): Promise<void> {
  await sql.rows(
    `UPDATE messaging.dead_letter SET attempts = $2, error = $3, retry_at = now() + make_interval(secs => $4::float8 / 1000)
     WHERE event_id = $1`,
    [eventId, failure.attempts, failure.error, failure.retryMs],
  );
}
