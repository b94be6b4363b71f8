import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId } from '@tradewind/contracts/ids';
import { createLogger, type Database, migrate, openDatabase, runInCall, serviceMigrations } from '@tradewind/service';
import pg from 'pg';
import {
  appendEvents,
  type EventBus,
  eventLogMigrations,
  messagingMigrations,
  on,
  openBus,
  startConsumers,
  startRelay,
} from '../src/index.ts';

/**
 * Measures from the writing of an event until three services hear of it and until its effect, each service a process of its own:
 * `node packages/messaging/bench/latency.ts postgres://admin@host:port/ [events per second] [seconds] [--kafka host:port]`.
 * Makes databases `latency_…`, and with Kafka topics `latency-….`, and leaves them.
 */
const services = ['product', 'payment', 'notification'] as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kafka: { type: 'string' },
    prefix: { type: 'string', default: `latency-${Date.now()}.` },
    /** As one of the consumers, for the processes that this starts. */
    consumer: { type: 'string' },
  },
});
const [server = '', rateText = '200', secondsText = '20'] = positionals;
const log = createLogger({ service: 'latency', level: 'warn' });
const urlOf = (name: string) => new URL(`/latency_${name}`, server).href;
const place = () => (values.kafka ? { kafkaBrokers: values.kafka, kafkaPrefix: values.prefix } : { eventsDatabaseUrl: urlOf('events') });
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const sinceWritten = ({ occurredAt }: { occurredAt: string }) => Date.now() - Date.parse(occurredAt);

function figures(delays: readonly number[]) {
  const steady = delays.slice(50).sort((a, b) => a - b);
  const at = (share: number) => steady[Math.floor(steady.length * share)];
  return { p50: at(0.5), p99: at(0.99), max: steady.at(-1) };
}

async function consume(service: (typeof services)[number]): Promise<void> {
  const bus = await openBus({ service, ...place(), log });
  const db = openDatabase({ url: urlOf(service), application: service });
  const heard: number[] = [];
  const done: number[] = [];
  const before = process.cpuUsage();
  const consumer = on('order.completed', async (sql, event) => {
    await sql.rows('INSERT INTO effect (aggregate_id, sequence) VALUES ($1, $2)', [event.aggregateId, event.sequence]);
    done.push(sinceWritten(event));
  });
  const consumeNoting: EventBus['consume'] = ({ handle, ...rest }) =>
    bus.consume({
      ...rest,
      handle: (batch) => {
        heard.push(...batch.events.map(sinceWritten));
        return handle(batch);
      },
    });
  await startConsumers({ bus: { ...bus, consume: consumeNoting }, db, service, log, consumers: [consumer] });
  print({ service, ready: true });
  await once(process, 'SIGTERM');
  const { user, system } = process.cpuUsage(before);
  print({ service, events: done.length, heard: figures(heard), effect: figures(done), cpuMs: Math.round((user + system) / 1000) });
  process.exit(0);
}

async function prepare(): Promise<void> {
  const admin = new pg.Client(new URL('/postgres', server).href);
  await admin.connect();
  for (const name of ['events', 'order', ...services]) {
    await admin.query(`DROP DATABASE IF EXISTS latency_${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE latency_${name}`);
    await migrate({ url: urlOf(name), folders: name === 'events' ? [eventLogMigrations] : [serviceMigrations, messagingMigrations] });
    const db = openDatabase({ url: urlOf(name), application: 'latency' });
    await db.rows('CREATE TABLE effect (at bigserial PRIMARY KEY, aggregate_id text, sequence bigint)');
    await db.close();
  }
  await admin.end();
}

async function write(db: Database, perSecond: number, seconds: number): Promise<number> {
  const orders = Array.from({ length: 500 }, () => newId('order'));
  const writing: Promise<void>[] = [];
  for (const start = Date.now(); Date.now() - start < seconds * 1000; await sleep(1)) {
    const due = ((Date.now() - start) / 1000) * perSecond;
    while (writing.length < due) {
      const orderId = orders[Math.floor(Math.random() * orders.length)] ?? newId('order');
      writing.push(
        runInCall({}, () =>
          db.transaction((sql) => appendEvents(sql, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }])),
        ),
      );
    }
  }
  await Promise.all(writing);
  return writing.length;
}

async function measure(): Promise<void> {
  await prepare();
  const children: ChildProcess[] = services.map((service) =>
    spawn(process.execPath, [...process.argv.slice(1), '--prefix', values.prefix, '--consumer', service], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  await Promise.all(children.map((child) => child.stdout && once(child.stdout, 'data')));
  for (const child of children) child.stdout?.pipe(process.stdout);
  const db = openDatabase({ url: urlOf('order'), application: 'order' });
  const bus = await openBus({ service: 'order', ...place(), log });
  const relay = await startRelay({ db, bus, log });
  print({ written: await write(db, Number(rateText), Number(secondsText)) });
  await sleep(3_000);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => once(child, 'exit')));
  await relay.close();
  await bus.close();
  await db.close();
}

const service = services.find((name) => name === values.consumer);
await (service ? consume(service) : measure());
