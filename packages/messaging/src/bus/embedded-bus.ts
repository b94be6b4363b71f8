import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import type { Logger } from '@tradewind/service';
import pg from 'pg';
import { partitionCount, partitionOf } from '../partition.ts';
import { retention } from '../retention.ts';
import type { Session } from '../session.ts';
import type { EventBus, Subscription } from './event-bus.ts';
import { readSpan } from './read-span.ts';
import { countBehind } from './shares.ts';
import { subscribe } from './subscription.ts';
import { sweepLog } from './sweep-log.ts';
import { toEach } from './to-each.ts';

const day = 86_400_000;
const everyPartition = Array.from({ length: partitionCount }, (_, index) => index);

/** The event bus on an ordered log in PostgreSQL, for one machine. */
export async function openEmbeddedBus(options: { url: string; application: string; log: Logger }): Promise<EventBus> {
  const { url, log } = options;
  const application = `${options.application}:events`;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: application,
    max: 2,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 15_000,
  });
  pool.on('error', (err) => log.warn({ err }, 'an idle connection to the event log was lost'));
  const overPool: Pick<Session, 'rows'> = {
    rows: async <Row extends object>(name: string, text: string, values?: readonly unknown[]) =>
      (await pool.query<Row>({ name, text, values: values as unknown[] })).rows,
  };
  const subscriptions = new Set<Subscription>();

  async function open(fields: Pick<Parameters<typeof subscribe>[0], 'group' | 'topics' | 'deliver'>): Promise<Subscription> {
    const subscription = await subscribe({ url, application, log, ...fields });
    subscriptions.add(subscription);
    return {
      close: async () => {
        if (subscriptions.delete(subscription)) {
          await subscription.close();
        }
      },
    };
  }

  return {
    publish: async (events: readonly EventEnvelope[]) => {
      if (events.length > 0) {
        const entries = events.map((event) => ({ partition: partitionOf(event.aggregateId), topic: topicOf(event.type), event }));
        await pool.query({ name: 'append', text: 'SELECT event_log.append($1::json)', values: [JSON.stringify(entries)] });
      }
    },
    consume: ({ group, topics, handle }) => open({ group, topics, deliver: handle }),
    broadcast: ({ topics, handle }) => open({ group: null, topics, deliver: toEach(handle, log) }),
    read: (span) => readSpan(pool, span),
    sweep: (limit) => sweepLog(pool, limit),
    keptSince: async () => new Date(Date.now() - retention.logDays * day),
    lag: ({ group, topics }) => countBehind(overPool, group, everyPartition, topics),
    check: async () => {
      await pool.query('SELECT FROM event_log.cursor LIMIT 1');
    },
    close: async () => {
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      subscriptions.clear();
      await pool.end();
    },
  };
}
