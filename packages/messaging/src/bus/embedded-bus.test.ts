import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventEnvelope } from '@tradewind/contracts/events';
import { completed } from '@tradewind/testing';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { partitionOf } from '../partition.ts';
import { ended, spawnChild } from '../testing/spawn-child.ts';
import { complete, eventually, hear, log, newOrders, openStage, type Stage, upTo, writeFromMany } from '../testing/test-stage.ts';
import { openBus } from './event-bus.ts';

function logOf({ place }: Stage): pg.Pool {
  const pool = new pg.Pool({ connectionString: place.eventsDatabaseUrl, max: 2 });
  onTestFinished(() => pool.end());
  return pool;
}

/** How many partitions each session of a group holds. */
async function shares(pool: pg.Pool, group: string): Promise<number[]> {
  const { rows } = await pool.query<{ held: number }>(
    `SELECT count(*)::int AS held FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid < 8 AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = (hashtext($1)::bigint & 4294967295)::oid GROUP BY pid ORDER BY held`,
    [group],
  );
  return rows.map(({ held }) => held);
}

describe('the embedded event log', () => {
  it('leaves out an event that it has already', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const [orderId = ''] = newOrders(1);
    const [first, second] = [completed(orderId, 1), completed(orderId, 2)];
    await bus.publish([first]);
    await bus.publish([first, second]);
    await bus.publish([]);
    const heard: EventEnvelope[] = [];
    await hear(bus, 'g', heard);
    await eventually(() => expect(heard).toEqual([first, second]));
  });

  it('gives each group every event once, in order per aggregate, though many write and several share', async () => {
    const stage = await openStage();
    const { orders, heard } = await writeFromMany(stage);
    for (const group of ['one', 'two'] as const) {
      await eventually(() => expect(heard[group]).toHaveLength(480));
      for (const orderId of orders) {
        const sequences = heard[group].filter(({ aggregateId }) => aggregateId === orderId).map(({ sequence }) => sequence);
        expect(sequences).toEqual(upTo(20));
      }
    }
  });

  it('lets nobody read past an append that is not committed yet', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const [orderId = ''] = newOrders(1);
    const heard: EventEnvelope[] = [];
    await hear(bus, 'g', heard);
    const slow = await logOf(stage).connect();
    await slow.query('BEGIN');
    const entries = [{ partition: partitionOf(orderId), topic: 'order.events', event: completed(orderId, 1) }];
    await slow.query('SELECT event_log.append($1::json)', [JSON.stringify(entries)]);
    const second = bus.publish([completed(orderId, 2)]);
    await Promise.race([second, sleep(200)]);
    await slow.query('COMMIT');
    slow.release();
    await second;
    await eventually(() => expect(heard.map(({ sequence }) => sequence)).toEqual([1, 2]));
  });

  it('gives a batch again that could not be settled', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    let attempts = 0;
    await bus.consume({
      group: 'g',
      topics: ['order.events'],
      handle: async () => {
        attempts += 1;
        if (attempts === 1) {
          throw new Error('not now');
        }
      },
    });
    await bus.publish([completed('ord_1', 1)]);
    await eventually(() => expect(attempts).toBe(2));
  });

  it('tells every instance of a broadcast, from now on only, whatever one handler throws', async () => {
    const stage = await openStage();
    const [one, two] = await Promise.all([stage.bus(), stage.bus()]);
    const [before = '', now = ''] = newOrders(2);
    await one.publish([completed(before, 1)]);
    const heard: string[][] = [[], []];
    for (const [index, bus] of [one, two].entries()) {
      await bus.broadcast({
        topics: ['order.events'],
        handle: (event) => {
          heard[index]?.push(`${event.aggregateId} ${event.sequence}`);
          if (event.sequence === 1) {
            throw new Error('a listener that fails');
          }
        },
      });
    }
    await one.publish([completed(now, 1), completed(now, 2)]);
    await eventually(() =>
      expect(heard).toEqual([
        [`${now} 1`, `${now} 2`],
        [`${now} 1`, `${now} 2`],
      ]),
    );
  });

  it('shares the partitions anew when a consumer joins, leaves, or dies', async () => {
    const stage = await openStage();
    const pool = logOf(stage);
    const bus = await stage.bus();
    await stage.relay(bus);
    await stage.consumers(bus, {});
    await eventually(async () => expect(await shares(pool, 'product')).toEqual([8]));

    const child = spawnChild('holding', stage);
    await once(child.stdout ?? child, 'data');
    await eventually(async () => expect(await shares(pool, 'product')).toEqual([4, 4]));
    const orders = newOrders(32);
    await complete(stage.source, orders);
    await eventually(async () => {
      const by = await stage.target.rows<{ by: string; count: number }>('SELECT by, count(*) FROM effect GROUP BY by');
      expect(by.map((row) => row.by).sort()).toEqual(['child', 'here']);
      expect(by.reduce((sum, { count }) => sum + count, 0)).toBe(32);
    });

    child.kill('SIGKILL');
    await ended(child);
    await complete(stage.source, orders);
    await eventually(async () => expect(await Promise.all(orders.map(stage.effects))).toEqual(orders.map(() => [1, 2])));
    expect(await shares(pool, 'product')).toEqual([8]);

    const third = await (await stage.bus()).consume({ group: 'product', topics: ['order.events'], handle: async () => undefined });
    await eventually(async () => expect(await shares(pool, 'product')).toEqual([4, 4]));
    await third.close();
    await eventually(async () => expect(await shares(pool, 'product')).toEqual([8]));
  });

  it('goes on after the server ended its connections', async () => {
    const stage = await openStage();
    const pool = logOf(stage);
    const bus = await stage.bus();
    await stage.relay(bus);
    await stage.consumers(bus, {});
    const heard: number[] = [];
    await bus.broadcast({ topics: ['order.events'], handle: (event) => void heard.push(event.sequence) });
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
    await pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()', [
      'order:events',
    ]);
    await complete(stage.source, [orderId, orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3]));
    await eventually(() => expect(heard).toEqual([1, 2, 3]));
    await bus.check();
  });

  it('deletes what is old and passed by every group, nothing else', async () => {
    const stage = await openStage();
    const pool = logOf(stage);
    const bus = await stage.bus();
    const heard: EventEnvelope[] = [];
    const quick = await hear(bus, 'quick', heard);
    const [orderId = ''] = newOrders(1);
    await bus.publish(upTo(3).map((sequence) => completed(orderId, sequence)));
    await eventually(() => expect(heard).toHaveLength(3));
    await quick.close();
    await pool.query(`UPDATE event_log.event SET appended_at = now() - interval '6 days 23 hours 59 minutes'`);
    expect(await bus.sweep(100)).toBe(0);
    await pool.query(`UPDATE event_log.event SET appended_at = now() - interval '7 days 1 minute'`);
    await pool.query(
      `INSERT INTO event_log.cursor SELECT 'slow', p, (SELECT min(position) FROM event_log.event) FROM generate_series(0, 7) p`,
    );
    expect(await bus.sweep(100)).toBe(1);
    await pool.query(`DELETE FROM event_log.cursor WHERE consumer_group = 'slow'`);
    expect(await bus.sweep(1)).toBe(1);
    expect(await bus.sweep(100)).toBe(1);
  });

  it('is swept by several at once, whatever other partitions hold back', async () => {
    const stage = await openStage();
    const pool = logOf(stage);
    const [one, two] = await Promise.all([stage.bus(), stage.bus()]);
    const orderIds = newOrders(40);
    await one.publish(orderIds.map((orderId) => completed(orderId, 1)));
    await pool.query(`UPDATE event_log.event SET appended_at = now() - interval '8 days'`);
    const [busy] = (await pool.query<{ partition: number }>('SELECT min(partition) AS partition FROM event_log.event')).rows;
    await pool.query(`INSERT INTO event_log.cursor VALUES ('stuck', $1, 0)`, [busy?.partition]);
    const swept = await Promise.all([one.sweep(1_000), two.sweep(1_000), one.sweep(1_000)]);
    swept.push(await two.sweep(1_000));
    const { rows } = await pool.query<{ partition: number }>('SELECT DISTINCT partition FROM event_log.event');
    expect(rows).toEqual([busy]);
    const { rowCount } = await pool.query('SELECT FROM event_log.event');
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(orderIds.length - (rowCount ?? 0));
  });

  it('keeps what it says it keeps', async () => {
    const stage = await openStage();
    const pool = logOf(stage);
    const bus = await stage.bus();
    await bus.publish([completed('ord_old', 1), completed('ord_kept', 1)]);
    const kept = await bus.keptSince();
    const minutesFromIt = `UPDATE event_log.event SET appended_at = $1::timestamptz + make_interval(mins => $2) WHERE event->>'aggregateId' = $3`;
    await pool.query(minutesFromIt, [kept, -1, 'ord_old']);
    await pool.query(minutesFromIt, [kept, 1, 'ord_kept']);
    expect(await bus.sweep(100)).toBe(1);
    const { rows } = await pool.query(`SELECT event->>'aggregateId' AS id FROM event_log.event`);
    expect(rows).toEqual([{ id: 'ord_kept' }]);
  });
});

describe('openBus', () => {
  it('says what is missing or malformed', async () => {
    await expect(openBus({ service: 'order', log, kafkaBrokers: 'localhost' })).rejects.toThrow('KAFKA_BROKERS');
    await expect(openBus({ service: 'order', log })).rejects.toThrow('EVENTS_DATABASE_URL');
  });

  it('tells readiness when the log cannot be reached', async () => {
    const bus = await openBus({ service: 'order', log, eventsDatabaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
    onTestFinished(() => bus.close());
    await expect(bus.check()).rejects.toThrow();
  });
});
