import type { EventEnvelope } from '@tradewind/contracts/events';
import type pg from 'pg';
import type { EventSpan } from './event-bus.ts';

const pageSize = 500;

// An event is appended after it occurred, but clocks of two machines may differ by this much. The order is by the column itself, not by
// what is shown of it: a page is read off the index.
const page = `
  SELECT position::float8 AS position, event FROM event_log.event AS e
  WHERE position > $1 AND position <= $2 AND topic = ANY ($3::text[]) AND appended_at >= $4::timestamptz - interval '5 minutes'
    AND (event->>'occurredAt')::timestamptz >= $4 AND (event->>'occurredAt')::timestamptz < $5
  ORDER BY e.position LIMIT ${pageSize}`;

/** The log's events of a span of time, in the order in which they were appended. */
export async function* readSpan(pool: pg.Pool, { topics, from, to }: EventSpan): AsyncIterable<readonly EventEnvelope[]> {
  const end = await pool.query<{ last: number }>('SELECT coalesce(max(position), 0)::float8 AS last FROM event_log.event');
  const last = end.rows[0]?.last ?? 0;
  for (let position = 0; ; ) {
    const { rows } = await pool.query<{ position: number; event: EventEnvelope }>(page, [position, last, topics, from, to]);
    const next = rows.at(-1);
    if (!next) {
      return;
    }
    yield rows.map(({ event }) => event);
    position = next.position;
  }
}
