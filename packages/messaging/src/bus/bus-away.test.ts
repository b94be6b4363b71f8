import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startKafka } from '@tradewind/backends';
import { freePort } from '@tradewind/testing';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { complete, eventually, newOrders, openStage, type Stage, upTo } from '../testing/test-stage.ts';

/** 60 for what is promised; shorter in every day's run. */
const awaySeconds = Number(process.env.BUS_AWAY_SECONDS ?? 8);

interface Interruptible {
  readonly stage: Stage;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

async function onEmbeddedLog(): Promise<Interruptible> {
  const stage = await openStage();
  const database = new URL(stage.place.eventsDatabaseUrl ?? '').pathname.slice(1);
  const admin = new pg.Client({ connectionString: inject('postgres').url });
  await admin.connect();
  onTestFinished(() => admin.end());
  return {
    stage,
    leave: async () => {
      await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`);
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
    },
    comeBack: async () => void (await admin.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`)),
  };
}

/** A broker of its own, since the other tests need theirs. */
async function onKafka(): Promise<Interruptible> {
  const parent = mkdtempSync(join(tmpdir(), 'tradewind-away-'));
  const place = { folder: join(parent, 'kafka'), port: await freePort(), logFile: join(parent, 'kafka.log'), throwAway: true };
  let kafka = await startKafka(place);
  onTestFinished(async () => {
    await kafka.stop();
    rmSync(parent, { recursive: true, force: true });
  });
  return {
    stage: await openStage({ kafkaBrokers: kafka.url }),
    leave: async () => {
      process.kill(kafka.pid, 'SIGKILL');
    },
    comeBack: async () => {
      kafka = await startKafka(place);
    },
  };
}

describe.each([
  ['the embedded log', onEmbeddedLog],
  ['Kafka', onKafka],
])('while %s is away', (_name, open) => {
  it('nothing is lost, doubled or swapped, readiness tells, and all goes on when it is back', { timeout: 180_000 }, async () => {
    const { stage, leave, comeBack } = await open();
    const bus = await stage.bus();
    const orders = newOrders(12);
    const told: string[] = [];
    await stage.consumers(bus, {});
    await stage.consumers(await stage.bus(), {});
    await bus.broadcast({ topics: ['order.events'], handle: (event) => void told.push(`${event.aggregateId} ${event.sequence}`) });
    await stage.relay(await stage.bus());
    await complete(stage.source, orders);
    await eventually(() => expect(told).toHaveLength(12));

    let rounds = 1;
    let writing = true;
    async function write(): Promise<void> {
      while (writing) {
        rounds += 1;
        await complete(stage.source, orders);
        await sleep(100);
      }
    }
    const written = write();
    await eventually(async () => expect((await stage.effects(orders[0] ?? '')).length).toBeGreaterThan(3));
    await leave();
    await eventually(() => expect(bus.check()).rejects.toThrow());
    await sleep(awaySeconds * 1_000);
    await comeBack();
    const back = Date.now();
    await eventually(() => bus.check());
    writing = false;
    await written;
    await eventually(async () => expect(await Promise.all(orders.map(stage.effects))).toEqual(orders.map(() => upTo(rounds))));
    await eventually(() => expect(new Set(told)).toEqual(new Set(orders.flatMap((id) => upTo(rounds).map((n) => `${id} ${n}`)))));
    process.stdout.write(`${_name} was away for ${awaySeconds} s: ${rounds * 12} events in order ${Date.now() - back} ms later\n`);
  });
});
