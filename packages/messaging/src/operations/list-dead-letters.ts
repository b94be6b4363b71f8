import type { messages } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import { pageOf, positionOf } from './cursor.ts';
import { type DeadLetterRow, deadLetterColumns, toDeadLetter } from './dead-letter-rows.ts';

const letters = `SELECT ${deadLetterColumns} FROM messaging.dead_letter d
  WHERE ($1::text IS NULL OR d.aggregate_id = $1) AND ($2::text IS NULL OR d.type = $2) AND ($3::text IS NULL OR d.topic = $3)`;

const pageText = `SELECT * FROM (${letters}) AS letter
  WHERE ($4::text IS NULL OR state = $4) AND ($5::bigint IS NULL OR position > $5) ORDER BY position LIMIT $6`;

const countText = `SELECT count(*) AS total FROM (${letters}) AS letter WHERE $4::text IS NULL OR state = $4`;

/** Parked events, those that were parked first first, with how many there are in all. @throws INVALID_INPUT naming `cursor` */
export async function listDeadLetters(sql: Sql, input: messages.DeadLetterListInput): Promise<messages.DeadLetterList> {
  const { aggregateId = null, type = null, topic = null, state = null, cursor, limit } = input;
  const filter = [aggregateId, type, topic, state];
  const [rows, counted] = await Promise.all([
    sql.rows<DeadLetterRow>(pageText, [...filter, positionOf(cursor), limit + 1]),
    sql.rows<{ total: number }>(countText, filter),
  ]);
  const { items, nextCursor } = pageOf(rows, limit);
  return { items: items.map(toDeadLetter), nextCursor, total: counted[0]?.total ?? 0 };
}

/** How many parked events there are, by what they wait for. */
export async function countDeadLetters(sql: Sql): Promise<Record<messages.ParkedState, number>> {
  const rows = await sql.rows<{ state: messages.ParkedState; count: number }>(
    `SELECT state, count(*) AS count FROM (SELECT ${deadLetterColumns} FROM messaging.dead_letter d) AS letter GROUP BY state`,
  );
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return { waiting: counts.get('waiting') ?? 0, retrying: counts.get('retrying') ?? 0, behind: counts.get('behind') ?? 0 };
}
