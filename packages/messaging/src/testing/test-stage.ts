import type { EventEnvelope, EventOf } from '@tradewind/contracts/events';
import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { messages } from '@tradewind/contracts/schemas';
import { createLogger, type Database, type Logger, openDatabase, runInCall, type Sql } from '@tradewind/service';
import { completed, createDatabase, eventually as poll } from '@tradewind/testing';
import { onTestFinished } from 'vitest';
import {
  appendEvents,
  type BusOptions,
  type ConsumerOptions,
  type EventBus,
  listDeadLetters,
  type Operator,
  on,
  openBus,
  type Subscription,
  startConsumers,
  startRelay,
} from '../index.ts';

export const log: Logger = createLogger({ service: 'test', level: process.env.LOG_LEVEL ?? 'silent' });

/** The effect of a test's consumer: without a constraint, so that a second one would show. */
const effectTable =
  'CREATE TABLE IF NOT EXISTS effect (at bigserial PRIMARY KEY, aggregate_id text NOT NULL, sequence bigint NOT NULL, by text)';

export async function recordEffect(sql: Sql, event: EventOf<'order.completed'>, by = 'here'): Promise<void> {
  await sql.rows('INSERT INTO effect (aggregate_id, sequence, by) VALUES ($1, $2, $3)', [event.aggregateId, event.sequence, by]);
}

/** Where a stage's events travel. */
export type BusPlace = Pick<BusOptions, 'eventsDatabaseUrl' | 'kafkaBrokers' | 'kafkaPrefix'>;

export interface Stage {
  readonly urls: { order: string; product: string };
  readonly place: BusPlace;
  /** Where events are written. */
  readonly source: Database;
  /** Where their effects are. */
  readonly target: Database;
  bus(): Promise<EventBus>;
  relay(bus: EventBus): Promise<void>;
  consumers(bus: EventBus, options: Partial<ConsumerOptions>): Promise<{ close(): Promise<void> }>;
  /** Who replays and discards in the target. */
  readonly operator: Operator;
  /** What is parked in the target. */
  parked(filter?: { aggregateId?: string }): Promise<messages.DeadLetter[]>;
  parkedEvents(): Promise<EventEnvelope[]>;
  /** The sequences of an aggregate's effects, in the order in which they were made. */
  effects(aggregateId: string): Promise<number[]>;
}

/** Fresh databases of two services, and unless a place is given of the event log, all closed at the end of the test. */
export async function openStage(given?: BusPlace): Promise<Stage> {
  const [order, product] = await Promise.all([createDatabase('order'), createDatabase('product')]);
  const place = given ?? { eventsDatabaseUrl: (await createDatabase('events')).url };
  const urls = { order: order.url, product: product.url };
  const source = openDatabase({ url: order.url, application: 'order', log });
  const target = openDatabase({ url: product.url, application: 'product', log });
  onTestFinished(async () => {
    await Promise.all([source.close(), target.close()]);
  });
  await target.rows(effectTable);
  return {
    urls,
    place,
    source,
    target,
    bus: async () => {
      const bus = await openBus({ service: 'order', ...place, log });
      onTestFinished(() => bus.close());
      return bus;
    },
    relay: async (bus) => {
      const relay = await startRelay({ db: source, bus, log });
      onTestFinished(() => relay.close());
    },
    consumers: async (bus, options) => {
      const consumers = [on('order.completed', (sql, event) => recordEffect(sql, event))];
      const running = await startConsumers({ bus, db: target, service: 'product', log, consumers, ...options });
      onTestFinished(() => running.close());
      return running;
    },
    operator: { db: target, actor: 'operator:test' },
    parked: async (filter) => (await listDeadLetters(target, { ...filter, limit: 100 })).items,
    parkedEvents: async () => {
      const rows = await target.rows<{ event: EventEnvelope }>('SELECT event FROM messaging.dead_letter ORDER BY position');
      return rows.map(({ event }) => event);
    },
    effects: async (aggregateId) => {
      const rows = await target.rows<{ sequence: number }>('SELECT sequence FROM effect WHERE aggregate_id = $1 ORDER BY at', [
        aggregateId,
      ]);
      return rows.map(({ sequence }) => sequence);
    },
  };
}

/** Waits for a condition, long enough for a machine that is busy with other things. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return poll(check, { timeoutMs: 25_000 });
}

export function newOrders(count: number): OrderId[] {
  return Array.from({ length: count }, () => newId('order'));
}

/** One committed event of each order, in a transaction of its own. */
export async function complete(db: Database, orderIds: readonly OrderId[]): Promise<void> {
  await runInCall({ log }, async () => {
    for (const orderId of orderIds) {
      await db.transaction((sql) => appendEvents(sql, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }]));
    }
  });
}

/** Hears everything of a group into a list. */
export async function hear(bus: EventBus, group: string, heard: EventEnvelope[]): Promise<Subscription> {
  return bus.consume({ group, topics: ['order.events'], handle: async ({ events }) => void heard.push(...events) });
}

/** Three processes publish events 1 to 20 of each of 24 orders. They share the group `one`; the group `two` is one of theirs alone. */
export async function writeFromMany(stage: Stage): Promise<{ orders: OrderId[]; heard: Record<'one' | 'two', EventEnvelope[]> }> {
  const buses = await Promise.all([stage.bus(), stage.bus(), stage.bus()]);
  const heard: Record<'one' | 'two', EventEnvelope[]> = { one: [], two: [] };
  for (const bus of buses) {
    await hear(bus, 'one', heard.one);
  }
  await hear(buses[0], 'two', heard.two);
  const orders = newOrders(24);
  await Promise.all(
    orders.map(async (orderId, index) => {
      for (const sequence of upTo(20)) {
        await buses[index % 3]?.publish([completed(orderId, sequence)]);
      }
    }),
  );
  return { orders, heard };
}

/** 1, 2, … n */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
