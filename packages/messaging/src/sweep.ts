import type { Sql } from '@tradewind/service';
import { retention } from './retention.ts';

// Both look at the oldest rows alone, by their keys, which grow with time: by age they would read the whole table, since new rows
// fill the space of old ones.
const sweepOutboxText = `
  DELETE FROM messaging.outbox WHERE position = ANY (ARRAY(
    SELECT position FROM (SELECT position, occurred_at, published_at FROM messaging.outbox ORDER BY position LIMIT $2) AS oldest
    WHERE occurred_at < now() - make_interval(days => $1) AND published_at IS NOT NULL))
  RETURNING 1`;

const sweepInboxText = `
  DELETE FROM messaging.inbox WHERE event_id = ANY (ARRAY(
    SELECT event_id FROM (SELECT event_id, settled_at FROM messaging.inbox ORDER BY event_id LIMIT $2) AS oldest
    WHERE settled_at < now() - make_interval(days => $1)))
  RETURNING 1`;

/** Deletes published events that are past their time. @returns how many. */
export async function sweepOutbox(sql: Sql, limit: number): Promise<number> {
  return (await sql.rows(sweepOutboxText, [retention.outboxDays, limit])).length;
}

/** Forgets the ids of events that cannot come again. @returns how many. */
export async function sweepInbox(sql: Sql, limit: number): Promise<number> {
  return (await sql.rows(sweepInboxText, [retention.inboxDays, limit])).length;
}
