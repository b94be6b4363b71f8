import { currentVersion, type EventData, type EventType, eventCatalogue } from '@tradewind/contracts/events';
import { newUuid } from '@tradewind/contracts/ids';
import { actorLabel, currentCall, type Sql } from '@tradewind/service';
import { partitionOf } from '../partition.ts';
import { wakeAfterCommit } from './wake.ts';

/** An event to be told: the rest of its envelope comes from the call under way. */
export type NewEvent = { [Type in EventType]: { type: Type; aggregateId: string; data: EventData<Type> } }[EventType];

const append = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($1::json) AS e(
      ordinal int, bucket smallint, id uuid, type text, version int, aggregate_id text, occurred_at timestamptz,
      traceparent text, actor text, data jsonb)
  ), bumped AS (
    INSERT INTO messaging.aggregate_sequence AS s (aggregate_id, last)
    SELECT aggregate_id, count(*) FROM incoming GROUP BY aggregate_id ORDER BY aggregate_id
    ON CONFLICT (aggregate_id) DO UPDATE SET last = s.last + EXCLUDED.last
    RETURNING s.aggregate_id, s.last
  ), numbered AS (
    SELECT i.*, b.last + 1 - row_number() OVER (PARTITION BY i.aggregate_id ORDER BY i.ordinal DESC) AS sequence
    FROM incoming i JOIN bumped b USING (aggregate_id)
  )
  INSERT INTO messaging.outbox (bucket, id, type, version, aggregate_id, sequence, occurred_at, traceparent, actor, data)
  SELECT bucket, id, type, version, aggregate_id, sequence, occurred_at, traceparent, actor, data FROM numbered ORDER BY ordinal`;

/**
 * Writes events into the outbox, in the transaction of the state change that they tell of; the relay publishes them after the
 * commit, in order per aggregate. The aggregates are locked until then, so call it once and last: two transactions that append
 * twice for the same aggregates in different order could wait for each other.
 * @throws ZodError when the data does not fit the catalogue; unknown fields are left out.
 */
export async function appendEvents(sql: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) {
    return;
  }
  const call = currentCall();
  const occurredAt = new Date().toISOString();
  const rows = events.map(({ type, aggregateId, data }, ordinal) => ({
    ordinal,
    bucket: partitionOf(aggregateId),
    id: newUuid(),
    type,
    version: currentVersion(type),
    aggregate_id: aggregateId,
    occurred_at: occurredAt,
    traceparent: call.traceparent,
    actor: actorLabel(call.actor),
    data: eventCatalogue[type].data.parse(data),
  }));
  await sql.rows(append, [JSON.stringify(rows)]);
  await wakeAfterCommit(sql);
}
