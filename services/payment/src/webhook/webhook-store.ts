import { onlyRow, type Sql } from '@tradewind/service';
import { intentOf, type ProcessorEvent, withoutSecrets } from './webhook-event.ts';

const store = `
  INSERT INTO webhook_event (id, type, intent, payload, handled_at) VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN NULL ELSE now() END)
  ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id RETURNING handled_at IS NULL AS waiting`;

/** Keeps an event, one row per id. @returns whether it is still to be acted on */
export async function storeEvent(sql: Sql, event: ProcessorEvent, matters: boolean): Promise<boolean> {
  const values = [event.id, event.type, intentOf(event), withoutSecrets(event), matters];
  return onlyRow(await sql.rows<{ waiting: boolean }>(store, values))?.waiting ?? false;
}

const done = `UPDATE webhook_event SET handled_at = now() WHERE id = $1 AND handled_at IS NULL`;

export async function markHandled(sql: Sql, id: string): Promise<void> {
  await sql.rows(done, [id]);
}

const waitingOf = `
  SELECT payload FROM webhook_event
  WHERE intent = $1 AND handled_at IS NULL AND type NOT LIKE 'payment_intent.%' ORDER BY received_at LIMIT 50`;

/**
 * Refunds and disputes of an intent that could not be acted on when they came. What the intent itself tells waits for nothing: where
 * it is not acted on yet, somebody is about to.
 */
export async function findWaiting(sql: Sql, intent: string): Promise<ProcessorEvent[]> {
  return (await sql.rows<{ payload: ProcessorEvent }>(waitingOf, [intent])).map(({ payload }) => payload);
}

const stale = `
  SELECT payload FROM webhook_event
  WHERE handled_at IS NULL AND received_at BETWEEN now() - interval '3 days' AND now() - interval '30 seconds' ORDER BY random() LIMIT $1`;

/**
 * Events that were stored and not acted on: the process ended in between, or what they wait for is missing. After three days
 * they are left alone. Taken at random, so that some that must wait do not stand in the way.
 */
export async function findStale(sql: Sql, limit: number): Promise<ProcessorEvent[]> {
  return (await sql.rows<{ payload: ProcessorEvent }>(stale, [limit])).map(({ payload }) => payload);
}
