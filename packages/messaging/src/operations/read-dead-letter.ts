import type { messages } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import { asWritten } from './as-written.ts';
import { type DeadLetterRow, deadLetterColumns, toDeadLetter } from './dead-letter-rows.ts';
import { notParked } from './not-parked.ts';

/** How many of those behind are named. */
const named = 20;

interface Neighbour extends Omit<messages.DeadLetter, 'parkedAt'> {
  readonly parkedAt: Date;
  readonly isBehind: boolean;
  readonly place: number;
  readonly total: number;
}

const one = `SELECT ${deadLetterColumns}, d.event FROM messaging.dead_letter d WHERE d.event_id = $1`;

/** The first of the stream, and those that come next after the event. */
const neighbours = `
  SELECT * FROM (
    SELECT s.event_id AS "eventId", s.type, s.parked_at AS "parkedAt", (s.sequence, s.position) > (d.sequence, d.position) AS "isBehind",
      row_number() OVER (PARTITION BY (s.sequence, s.position) > (d.sequence, d.position) ORDER BY s.sequence, s.position) AS place,
      count(*) OVER (PARTITION BY (s.sequence, s.position) > (d.sequence, d.position)) AS total
    FROM messaging.dead_letter d JOIN messaging.dead_letter s USING (topic, aggregate_id)
    WHERE d.event_id = $1 AND s.event_id <> $1
  ) AS neighbour WHERE place = 1 OR ("isBehind" AND place <= ${named}) ORDER BY "isBehind", place`;

/** One parked event with all that is known of it, and whom it waits for or holds up. @throws NOT_FOUND */
export async function readDeadLetter(sql: Sql, eventId: string): Promise<messages.DeadLetterDetail> {
  const [found, around] = await Promise.all([
    sql.rows<DeadLetterRow & { event: Record<string, unknown> }>(one, [eventId]),
    sql.rows<Neighbour>(neighbours, [eventId]),
  ]);
  const row = onlyRow(found);
  if (!row) {
    throw notParked();
  }
  const { event, ...letter } = row;
  const waiting = ({ eventId: id, type, parkedAt }: Neighbour) => ({ eventId: id, type, parkedAt: parkedAt.toISOString() });
  const behind = around.filter(({ isBehind }) => isBehind);
  const first = around.find(({ isBehind }) => !isBehind);
  return {
    ...toDeadLetter(letter),
    event: asWritten(event),
    first: first ? waiting(first) : null,
    behind: { total: behind[0]?.total ?? 0, next: behind.map(waiting) },
  };
}
