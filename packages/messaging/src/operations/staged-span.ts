import { TradewindError } from '@tradewind/contracts/errors';
import { type EventEnvelope, type EventType, topicOf } from '@tradewind/contracts/events';
import { maybeCall, onlyRow, type Sql } from '@tradewind/service';

const mostEvents = 100_000;
const lockWaitMs = 5_000;

// Of this transaction alone: consumers go on while the bus is read.
const stage = `
  CREATE TEMPORARY TABLE staged_event (
    place bigint GENERATED ALWAYS AS IDENTITY, id uuid PRIMARY KEY, topic text NOT NULL, event jsonb NOT NULL
  ) ON COMMIT DROP`;

const add = `
  INSERT INTO pg_temp.staged_event (id, topic, event)
  SELECT (event->>'id')::uuid, topic, event FROM json_to_recordset($1::json) AS e(topic text, event jsonb) ON CONFLICT DO NOTHING`;

/** Gathers the events of these types that the bus gives. @returns how many others there were. */
export async function stageSpan(
  sql: Sql,
  read: AsyncIterable<readonly EventEnvelope[]>,
  types: ReadonlySet<EventType>,
): Promise<{ foreign: number }> {
  await sql.rows(stage);
  let staged = 0;
  let foreign = 0;
  for await (const events of read) {
    if (maybeCall()?.signal.aborted) {
      throw new TradewindError('DEADLINE_EXCEEDED', 'It took too long: choose a shorter span, or use the command.');
    }
    const wanted = events.filter(({ type }) => types.has(type));
    staged += wanted.length;
    foreign += events.length - wanted.length;
    if (staged > mostEvents) {
      const message = `the span holds more than ${mostEvents.toLocaleString('en')} events: choose a shorter one`;
      throw new TradewindError('INVALID_INPUT', `to: ${message}.`, { errors: [{ path: 'to', message }] });
    }
    await sql.rows(add, [JSON.stringify(wanted.map((event) => ({ topic: topicOf(event.type), event })))]);
  }
  return { foreign };
}

// Every consumer's transaction begins with a row of the inbox: those under way end first, and those that follow see what is parked.
const holdConsumers = 'LOCK TABLE messaging.inbox IN SHARE ROW EXCLUSIVE MODE';

const parkAll = `
  WITH fresh AS (
    INSERT INTO messaging.inbox (event_id) SELECT id FROM pg_temp.staged_event ON CONFLICT DO NOTHING RETURNING event_id
  ), parked AS (
    INSERT INTO messaging.dead_letter (event_id, topic, type, aggregate_id, sequence, event, attempts, retry_at)
    SELECT id, topic, event->>'type', event->>'aggregateId', (event->>'sequence')::bigint, event, 0, now() FROM pg_temp.staged_event
    WHERE $1::boolean OR id IN (SELECT event_id FROM fresh) ORDER BY place ON CONFLICT (event_id) DO NOTHING RETURNING 1
  )
  SELECT (SELECT count(*) FROM parked) AS parked, (SELECT count(*) FROM pg_temp.staged_event) AS staged`;

/** SQLSTATE lock_not_available. */
const isBusy = (error: unknown) => error instanceof Error && 'code' in error && error.code === '55P03';

/**
 * Parks what is staged, to be tried at once: what the inbox does not know, or all of it.
 * @returns how many were parked, and how many were known. @throws CONFLICT when consumers did not finish what they had in hand.
 */
export async function parkStaged(sql: Sql, again: boolean): Promise<{ parked: number; known: number }> {
  await sql.rows(`SELECT set_config('lock_timeout', '${lockWaitMs}', true)`);
  try {
    await sql.rows(holdConsumers);
  } catch (error) {
    throw isBusy(error) ? new TradewindError('CONFLICT', 'An event that is being handled takes long: try again in a moment.') : error;
  }
  const counts = onlyRow(await sql.rows<{ parked: number; staged: number }>(parkAll, [again])) ?? { parked: 0, staged: 0 };
  return { parked: counts.parked, known: counts.staged - counts.parked };
}
