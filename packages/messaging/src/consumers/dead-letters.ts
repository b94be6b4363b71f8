import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import type { Sql } from '@tradewind/service';

/** What an aggregate's events wait in: aggregates of two topics share an id without being one. */
export interface Stream {
  readonly topic: string;
  readonly aggregateId: string;
}

export function streamOf(event: EventEnvelope): Stream {
  return { topic: topicOf(event.type), aggregateId: event.aggregateId };
}

const streamLock = `pg_advisory_xact_lock(hashtext('messaging.dead_letter'), hashtext($1))`;
const lockName = ({ topic, aggregateId }: Stream) => `${topic} ${aggregateId}`;

/** Holds off others that park events of the stream or try them again, until the transaction ends. */
export async function lockStream(sql: Sql, stream: Stream): Promise<void> {
  await sql.rows(`SELECT ${streamLock}::text`, [lockName(stream)]);
}

/** The same, unless somebody holds it. @returns whether it was had. */
export async function tryLockStream(sql: Sql, stream: Stream): Promise<boolean> {
  const [row] = await sql.rows<{ had: boolean }>(`SELECT ${streamLock.replace('pg_', 'pg_try_')} AS had`, [lockName(stream)]);
  return row?.had === true;
}

/** Whether `messaging.dead_letter d` is the first of its stream. */
export const isFirst = `NOT EXISTS (
  SELECT 1 FROM messaging.dead_letter e
  WHERE e.topic = d.topic AND e.aggregate_id = d.aggregate_id AND (e.sequence, e.position) < (d.sequence, d.position))`;

/** The first parked event of a stream. */
export async function firstOf(sql: Sql, { topic, aggregateId }: Stream): Promise<{ event: EventEnvelope; attempts: number } | undefined> {
  const [first] = await sql.rows<{ event: EventEnvelope; attempts: number }>(
    'SELECT event, attempts FROM messaging.dead_letter WHERE topic = $1 AND aggregate_id = $2 ORDER BY sequence, position LIMIT 1',
    [topic, aggregateId],
  );
  return first;
}

/** How many streams are asked for at once. */
export const dueLimit = 50;

/** Streams whose first event is due. */
export async function dueStreams(sql: Sql): Promise<Stream[]> {
  return sql.rows<Stream>(
    `SELECT topic, aggregate_id AS "aggregateId" FROM messaging.dead_letter d
     WHERE retry_at <= now() AND ${isFirst} ORDER BY retry_at LIMIT ${dueLimit}`,
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
    `INSERT INTO messaging.dead_letter
       (event_id, topic, type, aggregate_id, sequence, event, attempts, error, tried_at, retry_at)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, CASE WHEN $8::text IS NOT NULL THEN now() END,
       now() + make_interval(secs => $9::float8 / 1000))`,
    [
      event.id,
      topicOf(event.type),
      event.type,
      event.aggregateId,
      event.sequence,
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
    `UPDATE messaging.dead_letter
     SET attempts = $2, error = $3, tried_at = now(), retry_at = now() + make_interval(secs => $4::float8 / 1000)
     WHERE event_id = $1`,
    [eventId, failure.attempts, failure.error, failure.retryMs],
  );
}

const removal = `
  WITH gone AS (
    DELETE FROM messaging.dead_letter WHERE event_id = $1 RETURNING topic, aggregate_id, sequence, position
  ), next AS (
    SELECT d.position, (d.sequence, d.position) > (g.sequence, g.position) AS is_freed
    FROM messaging.dead_letter d JOIN gone g USING (topic, aggregate_id)
    WHERE d.position <> g.position ORDER BY d.sequence, d.position LIMIT 1
  ), freed AS (
    UPDATE messaging.dead_letter SET retry_at = now()
    WHERE position = (SELECT position FROM next WHERE is_freed) RETURNING event_id
  )
  SELECT (SELECT event_id FROM freed) AS next FROM gone`;

/**
 * Takes a parked event out; when it was the first of its stream, which must be locked, the one behind it is due at once.
 * @returns that one's id, null when there is none; undefined when the event is not parked.
 */
export async function removeParked(sql: Sql, eventId: string): Promise<string | null | undefined> {
  const [row] = await sql.rows<{ next: string | null }>(removal, [eventId]);
  return row?.next;
}
