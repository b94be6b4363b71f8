import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import type { Database, Logger, Sql } from '@tradewind/service';
import type { EventBus } from '../bus/event-bus.ts';
import { eventsPublished, watchOutbox } from '../metrics.ts';
import { partitionCount } from '../partition.ts';
import { startSweep, sweepOutbox } from '../sweep.ts';
import { onAppend } from './wake.ts';

/** How long to wait for a commit that was announced, look after look; then only the poll remains. Milliseconds. */
const looks = [3, 5, 10, 20, 40, 80, 160, 320];
const pollMs = 500;
const batchSize = 500;

interface OutboxRow {
  position: number;
  id: string;
  type: EventEnvelope['type'];
  version: number;
  aggregate_id: string;
  sequence: number;
  occurred_at: Date;
  traceparent: string;
  actor: string;
  data: Record<string, unknown>;
}

const anyWaiting = 'SELECT 1 FROM messaging.outbox WHERE published_at IS NULL LIMIT 1';

// A lost mark only publishes again what the log then leaves out, so nobody waits for the disk here.
const claim = `
  SELECT bucket, set_config('synchronous_commit', 'off', true) FROM generate_series(0, ${partitionCount - 1}) AS bucket
  WHERE pg_try_advisory_xact_lock(hashtext('messaging.outbox'), bucket)`;

const read = `
  SELECT position, id, type, version, aggregate_id, sequence, occurred_at, traceparent, actor, data
  FROM messaging.outbox WHERE published_at IS NULL AND bucket = ANY ($1::smallint[]) ORDER BY position LIMIT ${batchSize}`;

const mark = 'UPDATE messaging.outbox SET published_at = now() WHERE position = ANY ($1::bigint[])';

function toEnvelope(row: OutboxRow): EventEnvelope {
  return {
    id: row.id,
    type: row.type,
    version: row.version,
    aggregateId: row.aggregate_id,
    sequence: Number(row.sequence),
    occurredAt: row.occurred_at.toISOString(),
    traceparent: row.traceparent,
    actor: row.actor,
    data: row.data,
  };
}

/**
 * Publishes one batch of the buckets that no other relay holds. The locks are held until the marks are committed, so the next
 * holder reads a bucket only when this one is done with it.
 * @returns how many events were published.
 */
async function publishBatch(sql: Sql, bus: EventBus): Promise<number> {
  const buckets = await sql.rows<{ bucket: number }>(claim);
  if (buckets.length === 0) {
    return 0;
  }
  const rows = await sql.rows<OutboxRow>(read, [buckets.map(({ bucket }) => bucket)]);
  if (rows.length > 0) {
    await bus.publish(rows.map(toEnvelope));
    await sql.rows(mark, [rows.map(({ position }) => position)]);
    for (const { type } of rows) {
      eventsPublished.inc({ topic: topicOf(type) });
    }
  }
  return rows.length;
}

/**
 * Carries events from the outbox to the bus, in order per aggregate. Several may run on one database: each batch claims
 * buckets of aggregates. While the bus is away it tries again with a growing pause, and nothing is lost.
 */
export function startRelay(options: { db: Database; bus: EventBus; log: Logger }): { close(): Promise<void> } {
  const { db, bus, log } = options;
  let closed = false;
  let announced = 0;
  let look = looks.length;
  let failures = 0;
  let wake: () => void = () => undefined;

  const unsubscribe = onAppend((events) => {
    announced += events;
    look = 0;
    wake();
  });
  const unwatch = watchOutbox(db);
  const stopSweep = startSweep(() => sweepOutbox(db), log);

  function pauseMs(): number {
    if (failures > 0) {
      return Math.min(100 * 2 ** failures, 5_000);
    }
    return looks[look] ?? pollMs;
  }

  async function pause(): Promise<void> {
    const ms = pauseMs();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (closed || failures === 0) {
          clearTimeout(timer);
          setTimeout(resolve, closed ? 0 : looks[0]);
          wake = () => undefined;
        }
      };
    });
    wake = () => undefined;
  }

  async function pass(): Promise<void> {
    let published = batchSize;
    while (published === batchSize && !closed && (await db.rows(anyWaiting)).length > 0) {
      published = await db.transaction((sql) => publishBatch(sql, bus));
      announced = Math.max(0, announced - published);
    }
    look = announced === 0 ? looks.length : look + 1;
    if (look >= looks.length) {
      announced = 0;
    }
  }

  async function run(): Promise<void> {
    while (!closed) {
      try {
        await pass();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, 'events could not be published, trying again');
      }
      if (!closed) {
        await pause();
      }
    }
  }

  const running = run();
  return {
    close: async () => {
      closed = true;
      unsubscribe();
      unwatch();
      wake();
      await running;
      await stopSweep();
    },
  };
}
