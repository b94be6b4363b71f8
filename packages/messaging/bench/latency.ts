import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Backend, freePort, startKafka, startPostgres } from '@tradewind/backends';
import { newId } from '@tradewind/contracts/ids';
import { createLogger, type Database, migrate, openDatabase, runInCall, serviceMigrations } from '@tradewind/service';
import pg from 'pg';
import { appendEvents, eventLogMigrations, messagingMigrations, openBus, startRelay } from '../src/index.ts';
import type { Setting, Times } from './latency-consumer.ts';

/**
 * Measures from the commit of an event until three services hear of it and until its effect is there, each service a process of its
 * own with a database of its own: `node packages/messaging/bench/latency.ts [--kafka] [--rate 200] [--seconds 60]`. PostgreSQL (with
 * fsync) and Kafka are started for it and thrown away. The first seconds, in which Node compiles what is used often, do not count.
 */
const services = ['product', 'payment', 'notification'] as const;
const { values } = parseArgs({
  options: {
    kafka: { type: 'boolean', default: false },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
  },
});
const warmUpSeconds = 10;
const log = createLogger({ service: 'latency', level: 'warn' });

async function startBackends(folder: string): Promise<Backend[]> {
  const place = (name: string, port: number) => ({ folder, port, logFile: join(folder, `${name}.log`) });
  const postgres = await startPostgres({ ...place('postgres', await freePort()), password: 'latency' });
  return values.kafka ? [postgres, await startKafka(place('kafka', await freePort()))] : [postgres];
}

async function makeDatabase(server: string, name: string): Promise<string> {
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(`/${name}`, server).href;
  await migrate({ url, folders: name === 'events' ? [eventLogMigrations] : [serviceMigrations, messagingMigrations] });
  const db = openDatabase({ url, application: 'latency' });
  await db.rows('CREATE TABLE effect (at bigserial PRIMARY KEY, aggregate_id text, sequence bigint)');
  await db.close();
  return url;
}

/** Writes at a steady rate. @returns when each order's event was committed, epoch milliseconds */
async function write(db: Database, perSecond: number, seconds: number): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  const writing: Promise<void>[] = [];
  async function one(): Promise<void> {
    const orderId = newId('order');
    await runInCall({}, () =>
      db.transaction((sql) => appendEvents(sql, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }])),
    );
    committed.set(orderId, Date.now());
  }
  for (const start = Date.now(); Date.now() - start < seconds * 1_000; await sleep(1)) {
    const due = ((Date.now() - start) / 1_000) * perSecond;
    while (writing.length < due) writing.push(one());
  }
  await Promise.all(writing);
  return committed;
}

function figures(delays: readonly number[]) {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)];
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) };
}

async function timesOf(child: ChildProcess): Promise<Times> {
  const told = once(child, 'message');
  child.send('end');
  // The cast: it is what the consumer sends last.
  const [times] = (await told) as [Times];
  await once(child, 'exit');
  return times;
}

async function measure([postgres, kafka]: readonly Backend[]): Promise<void> {
  const server = postgres?.url ?? '';
  const place = kafka ? { kafkaBrokers: kafka.url } : { eventsDatabaseUrl: await makeDatabase(server, 'events') };
  const children: ChildProcess[] = [];
  for (const service of services) {
    const setting: Setting = { service, place, url: await makeDatabase(server, service) };
    const child = fork(join(import.meta.dirname, 'latency-consumer.ts'), [JSON.stringify(setting)]);
    await once(child, 'message');
    children.push(child);
  }
  const db = openDatabase({ url: await makeDatabase(server, 'writer'), application: 'order' });
  const bus = await openBus({ service: 'order', ...place, log });
  const relay = await startRelay({ db, bus, log });
  await write(db, Number(values.rate), warmUpSeconds);
  const committed = await write(db, Number(values.rate), Number(values.seconds));
  await sleep(3_000);
  for (const [index, child] of children.entries()) {
    const { heard, effect, cpuMs } = await timesOf(child);
    const since = (times: Times['heard']) =>
      figures(times.flatMap(([id, at]) => (committed.has(id) ? [Math.max(0, at - (committed.get(id) ?? at))] : [])));
    const events = effect.filter(([id]) => committed.has(id)).length;
    const told = { service: services[index], written: committed.size, events, heard: since(heard), effect: since(effect), cpuMs };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
  await relay.close();
  await bus.close();
  await db.close();
}

const folder = mkdtempSync(join(tmpdir(), 'tradewind-latency-'));
chmodSync(folder, 0o755);
const backends = await startBackends(folder);
try {
  await measure(backends);
} finally {
  for (const backend of backends) await backend.stop();
  rmSync(folder, { recursive: true, force: true });
}
