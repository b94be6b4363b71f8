import type { EventEnvelope } from '@tradewind/contracts/events';
import { expect, it } from 'vitest';
import { ended, spawnChild } from './spawn-child.ts';
import { onEachBus } from './test-buses.ts';
import { complete, eventually, newOrders, type Stage } from './test-stage.ts';

/** How many different events the bus has been given. */
async function published(stage: Stage): Promise<number> {
  const bus = await stage.bus();
  const ids = new Set<EventEnvelope['id']>();
  for await (const batch of bus.read({ topics: ['order.events'], from: new Date(0), to: new Date(Date.now() + 60_000) })) {
    for (const { id } of batch) {
      ids.add(id);
    }
  }
  return ids.size;
}

onEachBus('a process that ends with SIGKILL', (openStage) => {
  it('between commit and publish: the event arrives, its effect is there once', async () => {
    const stage = await openStage();
    const [orderId = ''] = newOrders(1);
    await complete(stage.source, [orderId as `ord_${string}`]);
    expect(await ended(spawnChild('before-publish', stage))).toBe('SIGKILL');
    expect(await published(stage)).toBe(0);
    const bus = await stage.bus();
    await stage.relay(bus);
    await stage.consumers(bus, {});
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
  });

  it('between publish and mark: it is published again, and its effect is there once', async () => {
    const stage = await openStage();
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId, orderId, orderId]);
    expect(await ended(spawnChild('before-mark', stage))).toBe('SIGKILL');
    expect(await published(stage)).toBe(3);
    const bus = await stage.bus();
    await stage.relay(bus);
    await stage.consumers(bus, {});
    await complete(stage.source, [orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3, 4]));
    expect(await published(stage)).toBe(4);
  });

  it('between effect and acknowledgement: it comes again, and its effect is there once', async () => {
    const stage = await openStage();
    const [orderId] = newOrders(1) as [`ord_${string}`];
    const bus = await stage.bus();
    await stage.relay(bus);
    await complete(stage.source, [orderId]);
    expect(await ended(spawnChild('after-effect', stage))).toBe('SIGKILL');
    expect(await stage.effects(orderId)).toEqual([1]);
    await complete(stage.source, [orderId]);
    await stage.consumers(bus, {});
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2]));
    const by = await stage.target.rows<{ by: string }>('SELECT by FROM effect ORDER BY at');
    expect(by.map((row) => row.by)).toEqual(['child', 'here']);
  });
});
