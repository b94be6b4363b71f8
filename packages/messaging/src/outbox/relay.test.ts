import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { EventEnvelope } from '@tradewind/contracts/events';
import type { OrderId } from '@tradewind/contracts/ids';
import { runInCall } from '@tradewind/service';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EventBus } from '../bus/event-bus.ts';
import { spawnChild } from '../testing/spawn-child.ts';
import { complete, eventually, newOrders, openStage, type Stage, upTo } from '../testing/test-stage.ts';
import { appendEvents } from './append-events.ts';
import { notifyRelays } from './wake.ts';

/** As a Prisma transaction does it. */
async function completeSilently({ source }: Stage, orderId: OrderId): Promise<void> {
  await runInCall({}, () =>
    source.transaction(({ rows }) => appendEvents({ rows }, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }])),
  );
}

async function waiting({ source }: Stage): Promise<number> {
  const [row] = await source.rows<{ count: number }>('SELECT count(*) FROM messaging.outbox WHERE published_at IS NULL');
  return row?.count ?? 0;
}

describe('the relay', () => {
  it('publishes each event once and in order per aggregate, several relays at once', async () => {
    const stage = await openStage();
    const published: EventEnvelope[] = [];
    const bus = await stage.bus();
    const recording: EventBus = {
      ...bus,
      publish: async (events) => {
        await bus.publish(events);
        published.push(...events);
      },
    };
    for (const _ of upTo(3)) {
      await stage.relay(recording);
    }
    const orders = newOrders(12);
    await Promise.all([...orders, ...orders, ...orders].map(() => complete(stage.source, orders)));
    await eventually(async () => expect(await waiting(stage)).toBe(0));
    for (const orderId of orders) {
      const sequences = published.filter(({ aggregateId }) => aggregateId === orderId).map(({ sequence }) => sequence);
      expect(sequences).toEqual(upTo(36));
    }
  });

  it('holds on while the bus is away, and loses nothing', async () => {
    const stage = await openStage();
    const bus = await stage.bus();
    let refused = 0;
    await stage.relay({
      ...bus,
      publish: async (events) => {
        if (refused < 3) {
          refused += 1;
          throw new Error('the bus is away');
        }
        await bus.publish(events);
      },
    });
    const orders = newOrders(3);
    await complete(stage.source, orders);
    await stage.consumers(bus, {});
    await eventually(async () => expect(await Promise.all(orders.map(stage.effects))).toEqual([[1], [1], [1]]));
    expect(refused).toBe(3);
    expect(await waiting(stage)).toBe(0);
  });

  it('finds what another process left behind', async () => {
    const stage = await openStage();
    const [orderId = ''] = newOrders(1);
    await complete(stage.source, [orderId as `ord_${string}`]);
    const bus = await stage.bus();
    await stage.consumers(bus, {});
    await stage.relay(bus);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
  });

  it.each([
    ['a transaction of another process', (stage: Stage, orderId: OrderId) => complete(stage.source, [orderId])],
    ['a transaction that tells nobody of its commit', completeSilently],
  ])('is woken by %s', async (_whose, write) => {
    const stage = await openStage();
    const bus = await stage.bus();
    // So that no poll finds it, nor does the wake-up inside of a process: the relay is on another one.
    const relay = spawnChild('relay', stage);
    await once(relay.stdout as Readable, 'data');
    const unsubscribe = notifyRelays(stage.source, () => undefined);
    onTestFinished(unsubscribe);
    const [orderId] = newOrders(1) as [OrderId];
    await stage.consumers(bus, {});
    await write(stage, orderId);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
  });
});
