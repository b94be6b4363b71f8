import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import { type Database, type Logger, type Sql, takeStep } from '@tradewind/service';
import type { EventBus } from '../bus/event-bus.ts';
import { eventsPublished, watchOutbox } from '../metrics.ts';
import { partitionCount } from '../partition.ts';
import { keepSession } from '../session.ts';
import { onCommitted, outboxChannel } from './wake.ts';

/** Milliseconds. Between hearing of a commit and looking: others come meanwhile, and are published together. */
const gatherMs = 2;
/** When rows wait in buckets that another relay holds. */
const heldMs = 10;
const batchSize = 500;

interface RelayOptions {
  readonly db: Database;
  readonly bus: EventBus;
  readonly log: Logger;
  /** How often to look though nobody told of anything: a notification may have been lost with its connection. 500 unless told. */
  readonly pollMs?: number;
}

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

// A lost mark only publishes again what consumers know by its id, so nobody waits for the disk here.
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
 * @returns how many events were published, and whether other relays hold buckets.
 */
async function publishBatch(sql: Sql, bus: EventBus): Promise<{ published: number; shared: boolean }> {
  const buckets = await sql.rows<{ bucket: number }>(claim);
  const shared = buckets.length < partitionCount;
  if (buckets.length === 0) {
    return { published: 0, shared };
  }
  const rows = await sql.rows<OutboxRow>(read, [buckets.map(({ bucket }) => bucket)]);
  if (rows.length > 0) {
    await takeStep({ kind: 'publish', names: rows.map(({ type }) => type) }, () => bus.publish(rows.map(toEnvelope)));
    await sql.rows(mark, [rows.map(({ position }) => position)]);
    for (const { type } of rows) {
      eventsPublished.inc({ topic: topicOf(type) });
    }
  }
  return { published: rows.length, shared };
}

/**
 * Carries events from the outbox to the bus, in order per aggregate. Several may run on one database: each batch claims
 * buckets of aggregates. While the bus is away it tries again with a growing pause, and nothing is lost.
 */
export async function startRelay(options: RelayOptions): Promise<{ close(): Promise<void> }> {
  const { db, bus, log, pollMs = 500 } = options;
  let closed = false;
  let woken = false;
  let failures = 0;
  let resume: () => void = () => undefined;
  const unwatch = watchOutbox(db);

  /** While the bus is away commits do not hurry the next attempt. */
  function wake(): void {
    woken = true;
    if (failures === 0) {
      resume();
    }
  }

  async function pause(ms: number): Promise<void> {
    if (!closed && !(woken && failures === 0)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      resume = () => undefined;
    }
    if (woken && !closed) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
    }
  }

  /** Publishes what waits; whether anything does is not asked first when it was `told`. @returns for how long nothing is to be done. Milliseconds. */
  async function pass(told: boolean): Promise<number> {
    for (let isKnown = told; !closed && (isKnown || (await db.rows(anyWaiting)).length > 0); isKnown = false) {
      const { published, shared } = await db.transaction((sql) => publishBatch(sql, bus));
      if (published < batchSize) {
        return shared ? heldMs : pollMs;
      }
    }
    return pollMs;
  }

  async function run(): Promise<void> {
    while (!closed) {
      const told = woken;
      woken = false;
      let ms: number;
      try {
        ms = await pass(told);
        failures = 0;
      } catch (error) {
        failures += 1;
        ms = Math.min(100 * 2 ** failures, 5_000);
        log.warn({ err: error, failures }, 'events could not be published, trying again');
      }
      await pause(ms);
    }
  }

  const unsubscribe = onCommitted(wake);
  const session = await keepSession({
    url: db.url,
    application: `${db.pool.options.application_name ?? 'tradewind'}:relay`,
    channels: [outboxChannel],
    log,
    up: async () => wake(),
    down: () => undefined,
    notified: wake,
  });
  const running = run();
  return {
    close: async () => {
      closed = true;
      unsubscribe();
      unwatch();
      resume();
      await session.close();
      await running;
    },
  };
}
