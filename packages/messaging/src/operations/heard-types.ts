import { type EventType, eventTypes } from '@tradewind/contracts/events';
import type { Database, Sql } from '@tradewind/service';
import type { Consumer } from '../consumers/on.ts';

/** Notes in the service's database which events it hears, for whoever replays a span of time. */
export async function rememberHeard(db: Database, consumers: readonly Consumer[]): Promise<void> {
  const types = consumers.map(({ type }) => type);
  await db.transaction(async (sql) => {
    await sql.rows('DELETE FROM messaging.heard_type WHERE type <> ALL ($1::text[])', [types]);
    await sql.rows('INSERT INTO messaging.heard_type SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [types]);
  });
}

/** The events that the service hears, by the word of its newest process. */
export async function heardTypes(sql: Sql): Promise<EventType[]> {
  const rows = await sql.rows<{ type: string }>('SELECT type FROM messaging.heard_type');
  const heard = new Set(rows.map(({ type }) => type));
  return eventTypes.filter((type) => heard.has(type));
}
