import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventEnvelope } from '@tradewind/contracts/events';
import type { OrderId } from '@tradewind/contracts/ids';
import { completed } from '@tradewind/testing';
import { expect, it } from 'vitest';
import { on, replayDeadLetters } from '../index.ts';
import { ended, spawnChild } from '../testing/spawn-child.ts';
import { onEachBus } from '../testing/test-buses.ts';
import { complete, eventually, hear, newOrders, recordEffect, type Stage, upTo, writeFromMany } from '../testing/test-stage.ts';
import type { Batch } from './event-bus.ts';

/** The sequences of an aggregate in a list, each where it came first. */
function sequencesOf(heard: readonly EventEnvelope[], orderId: string): number[] {
  return [...new Set(heard.filter(({ aggregateId }) => aggregateId === orderId).map(({ sequence }) => sequence))];
}

function allEffects({ effects }: Stage, orders: readonly OrderId[]): Promise<number[][]> {
  return Promise.all(orders.map(effects));
}

onEachBus('a bus', (openStage) => {
  it('gives each group every event, in order per aggregate, though many write and several share', async () => {
    const stage = await openStage();
    const { orders, heard } = await writeFromMany(stage);
    for (const group of ['one', 'two'] as const) {
      await eventually(() => {
        for (const orderId of orders) {
          expect(sequencesOf(heard[group], orderId)).toEqual(upTo(20));
        }
      });
    }
  });

  it('counts what a group has not settled, whoever asks, and says since when it keeps everything', async () => {
    const stage = await openStage();
    const [bus, other] = await Promise.all([stage.bus(), stage.bus()]);
    const lag = (group: string) => other.lag({ group, topics: ['order.events'] });
    await bus.publish(newOrders(5).map((orderId) => completed(orderId, 1)));
    expect(await lag('g')).toBe(5);
    expect(await other.lag({ group: 'g', topics: ['payment.events'] })).toBe(0);
    const heard: EventEnvelope[] = [];
    await hear(bus, 'g', heard);
    await eventually(async () => expect(await lag('g')).toBe(0));
    expect(new Set(heard.map(({ id }) => id)).size).toBe(5);
    expect(await lag('never')).toBe(5);
    const keptDays = (Date.now() - (await bus.keptSince()).getTime()) / 86_400_000;
    expect(keptDays).toBeGreaterThan(6.9);
    expect(keptDays).toBeLessThan(7.1);
  });

  it('gives a group that comes later what is kept, and goes on where it left off', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const orders = newOrders(8);
    await bus.publish(orders.map((orderId) => completed(orderId, 1)));
    const first: EventEnvelope[] = [];
    const subscription = await hear(bus, 'late', first);
    await eventually(() => expect(first).toHaveLength(8));
    await subscription.close();
    await bus.publish(orders.map((orderId) => completed(orderId, 2)));
    const second: EventEnvelope[] = [];
    await hear(await stage.bus(), 'late', second);
    await eventually(() => expect(second).toHaveLength(8));
    expect(second.map(({ sequence }) => sequence)).toEqual(orders.map(() => 2));
  });

  it('gives a batch again that could not be settled, while other partitions go on', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const orders = newOrders(40);
    const [held = ''] = orders;
    const heard: EventEnvelope[] = [];
    let attempts = 0;
    let broken = true;
    await bus.consume({
      group: 'g',
      topics: ['order.events'],
      handle: async ({ events }) => {
        if (broken && events.some(({ aggregateId }) => aggregateId === held)) {
          attempts += 1;
          throw new Error('not now');
        }
        heard.push(...events);
      },
    });
    await bus.publish([completed(held, 1)]);
    await eventually(() => expect(attempts).toBeGreaterThan(0));
    await bus.publish(orders.map((orderId) => completed(orderId, orderId === held ? 2 : 1)));
    const others = () => new Set(heard.map(({ aggregateId }) => aggregateId)).size;
    await eventually(() => expect(others()).toBeGreaterThan(20));
    await eventually(() => expect(attempts).toBeGreaterThan(2));
    expect(sequencesOf(heard, held)).toEqual([]);
    broken = false;
    await eventually(() => expect(sequencesOf(heard, held)).toEqual([1, 2]));
    await eventually(() => expect(others()).toBe(40));
  });

  it('finishes what is in hand when it closes, and does not give it again', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const heard: Batch[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const [orderId = ''] = newOrders(1);
    const handle = async (batch: Batch) => {
      heard.push(batch);
      await gate;
    };
    const subscription = await bus.consume({ group: 'g', topics: ['order.events'], handle });
    await bus.publish([completed(orderId, 1)]);
    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]?.stopped()).toBe(false);
    const closing = subscription.close();
    expect(heard[0]?.stopped()).toBe(true);
    open();
    await closing;
    await bus.publish([completed(orderId, 2)]);
    const after: EventEnvelope[] = [];
    await hear(await stage.bus(), 'g', after);
    await eventually(() => expect(after.map(({ sequence }) => sequence)).toEqual([2]));
  });

  it('gives a partition to another only when what is in hand of it has ended, and each event once', async () => {
    const stage = await openStage();
    const [one, two] = await Promise.all([stage.bus(), stage.bus()]);
    const orders = newOrders(64);
    const [first = ''] = orders;
    const inHand = new Set<string>();
    const overlaps: string[] = [];
    const heard: EventEnvelope[] = [];
    const byTwo: EventEnvelope[] = [];
    let slow: Batch | undefined;

    async function handle({ events }: Batch, work: () => Promise<unknown>): Promise<void> {
      const ids = events.map(({ aggregateId }) => aggregateId);
      overlaps.push(...ids.filter((id) => inHand.has(id)));
      for (const id of ids) inHand.add(id);
      await work();
      for (const id of ids) inHand.delete(id);
      heard.push(...events);
    }
    async function handleFirst(batch: Batch): Promise<void> {
      await handle(batch, async () => {
        if (slow === undefined) {
          slow = batch;
          await eventually(() => expect(batch.stopped() || byTwo.length > 0).toBe(true));
          // Long enough for the other to be given this partition, were it given too early.
          await sleep(1_000);
        }
      });
    }
    await one.consume({ group: 'g', topics: ['order.events'], handle: handleFirst });
    await one.publish([completed(first, 1)]);
    await eventually(() => expect(slow).toBeDefined());
    await two.consume({
      group: 'g',
      topics: ['order.events'],
      handle: (batch) => handle(batch, async () => void byTwo.push(...batch.events)),
    });
    let rounds = 1;
    await two.publish(orders.slice(1).map((orderId) => completed(orderId, 1)));
    await eventually(async () => {
      rounds += 1;
      await two.publish(orders.map((orderId) => completed(orderId, rounds)));
      expect(byTwo.length).toBeGreaterThan(0);
    });
    await eventually(() => expect(heard).toHaveLength(64 * rounds));
    expect(overlaps).toEqual([]);
    for (const orderId of orders) {
      expect(heard.filter(({ aggregateId }) => aggregateId === orderId).map(({ sequence }) => sequence)).toEqual(upTo(rounds));
    }
  });

  it('tells every process of a broadcast, from now on only, in order, whatever one handler throws', async () => {
    const stage = await openStage();
    const buses = await Promise.all([stage.bus(), stage.bus()]);
    const [before = '', now = ''] = newOrders(2);
    await buses[0].publish([completed(before, 1), completed(now, 1)]);
    const heard: string[][] = [[], []];
    for (const [index, bus] of buses.entries()) {
      await bus.broadcast({
        topics: ['order.events'],
        handle: (event) => {
          heard[index]?.push(`${event.aggregateId} ${event.sequence}`);
          if (event.sequence === 2) {
            throw new Error('a listener that fails');
          }
        },
      });
    }
    await buses[0].publish([completed(now, 2), completed(now, 3)]);
    const told = [`${now} 2`, `${now} 3`];
    await eventually(() => expect(heard).toEqual([told, told]));
  });

  it('reads the events of a span of time, in order, up to the end at the time of the call', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const orders = newOrders(20);
    const at = (second: number) => new Date(Date.UTC(2026, 10, 1, 12, 0, second));
    const events = upTo(30).flatMap((second) =>
      orders.map((orderId) => ({ ...completed(orderId, second), occurredAt: at(second).toISOString() })),
    );
    await bus.publish(events);
    const read: EventEnvelope[] = [];
    for await (const batch of bus.read({ topics: ['order.events', 'payment.events'], from: at(10), to: at(20) })) {
      if (read.length === 0) {
        await bus.publish(orders.map((orderId) => ({ ...completed(orderId, 31), occurredAt: at(15).toISOString() })));
      }
      read.push(...batch);
    }
    expect(read).toHaveLength(200);
    for (const orderId of orders) {
      const own = read.filter(({ aggregateId }) => aggregateId === orderId).map(({ sequence }) => sequence);
      expect(own).toEqual(upTo(10).map((index) => index + 9));
    }
    const none = bus.read({ topics: ['order.events'], from: at(40), to: at(50) });
    for await (const batch of none) {
      expect(batch).toEqual([]);
    }
    await bus.check();
  });
});

onEachBus('consumers', (openStage) => {
  it('make an effect once though the event is delivered twice', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    await stage.consumers(bus, {});
    const [orderId = ''] = newOrders(1);
    const [first, second] = [completed(orderId, 1), completed(orderId, 2)];
    await bus.publish([first, second]);
    await bus.publish([first, second]);
    await bus.publish([first, second, completed(orderId, 3)]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3]));
  });

  it('park one poison among a thousand with those behind it, let all others take effect, and replay in order', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const orders = newOrders(100);
    const [poisoned = 'ord_'] = orders;
    let broken = true;
    await stage.consumers(bus, {
      consumers: [
        on('order.completed', async (sql, event) => {
          if (broken && event.aggregateId === poisoned && event.sequence === 4) {
            throw new Error('a defect');
          }
          await recordEffect(sql, event);
        }),
      ],
      retry: { delayMs: () => 1, parkedDelayMs: () => null },
    });
    await bus.publish(upTo(10).flatMap((sequence) => orders.map((orderId) => completed(orderId, sequence))));
    const neighbours = orders.slice(1);
    await eventually(async () => expect(await allEffects(stage, neighbours)).toEqual(neighbours.map(() => upTo(10))));
    await eventually(async () => expect(await stage.parked()).toHaveLength(7));
    expect(await stage.effects(poisoned)).toEqual([1, 2, 3]);
    expect((await stage.parkedEvents()).map(({ sequence }) => sequence)).toEqual([4, 5, 6, 7, 8, 9, 10]);

    broken = false;
    expect(await replayDeadLetters(stage.operator, { aggregateId: poisoned })).toEqual({ aggregates: 1, events: 7 });
    await eventually(async () => expect(await stage.effects(poisoned)).toEqual(upTo(10)));
    expect(await stage.parked()).toEqual([]);
  });

  it('keep order and lose nothing while members join, leave and die in the middle of batches', async () => {
    const stage = await openStage();
    await stage.relay(await stage.bus());
    const orders = newOrders(16);
    const slowly = (by: string) =>
      on('order.completed', async (sql, event) => {
        await recordEffect(sql, event, by);
        await sleep(10);
      });
    await stage.consumers(await stage.bus(), { consumers: [slowly('first')] });
    const by = async () => {
      const rows = await stage.target.rows<{ by: string }>('SELECT DISTINCT by FROM effect ORDER BY by');
      return rows.map((row) => row.by);
    };
    let round = 0;
    let writing = true;
    async function write(): Promise<void> {
      while (writing) {
        round += 1;
        await complete(stage.source, orders);
      }
    }
    const written = write();
    await eventually(async () => expect(await by()).toEqual(['first']));
    const second = await stage.consumers(await stage.bus(), { consumers: [slowly('second')] });
    await eventually(async () => expect(await by()).toEqual(['first', 'second']));
    const child = spawnChild('holding', stage);
    await once(child.stdout as Readable, 'data');
    await eventually(async () => expect(await by()).toEqual(['child', 'first', 'second']));
    await second.close();
    child.kill('SIGKILL');
    await ended(child);
    writing = false;
    await written;
    await eventually(async () => expect(await allEffects(stage, orders)).toEqual(orders.map(() => upTo(round))));
  });
});

onEachBus('relays', (openStage) => {
  it('never swap two events of an aggregate, three at once', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    const heard: EventEnvelope[] = [];
    await hear(bus, 'g', heard);
    for (const _ of upTo(3)) {
      await stage.relay(await stage.bus());
    }
    const orders = newOrders(12);
    await Promise.all(upTo(36).map(() => complete(stage.source, orders)));
    await eventually(() => {
      for (const orderId of orders) {
        expect(sequencesOf(heard, orderId)).toEqual(upTo(36));
      }
    });
  });
});
