import { register } from 'prom-client';
import { expect, it } from 'vitest';
import { on } from './index.ts';
import { complete, eventually, newOrders, openStage } from './testing/test-stage.ts';

async function figures(name: string): Promise<Record<string, number>> {
  const metric = await register.getSingleMetric(name)?.get();
  return Object.fromEntries((metric?.values ?? []).map(({ labels, value }) => [Object.values(labels).join(' '), value]));
}

it('shows depth and age of the outbox, lag, dead letters, what was published and handled', async () => {
  const stage = await openStage();
  const bus = await stage.bus();
  let away = true;
  await stage.relay({
    ...bus,
    publish: async (events) => {
      if (away) {
        throw new Error('the bus is away');
      }
      await bus.publish(events);
    },
  });
  const [good, poisoned] = newOrders(2) as [`ord_${string}`, `ord_${string}`];
  await complete(stage.source, [good, poisoned, poisoned]);
  expect(await figures('tradewind_outbox_depth')).toEqual({ '': 3 });
  expect((await figures('tradewind_outbox_age_seconds'))['']).toBeGreaterThan(0);

  let waiting: (() => void) | undefined;
  const consumer = on('order.completed', async (_sql, event) => {
    if (event.aggregateId === poisoned) {
      throw new Error('a defect');
    }
    await new Promise<void>((resolve) => {
      waiting = resolve;
    });
  });
  away = false;
  await stage.consumers(bus, { consumers: [consumer], retry: { delayMs: () => 1, parkedDelayMs: () => null } });
  await eventually(() => expect(waiting).toBeDefined());
  expect((await figures('tradewind_consumer_lag_events')).product).toBeGreaterThan(0);
  waiting?.();
  await eventually(async () => expect(await figures('tradewind_dead_letters')).toEqual({ product: 2 }));
  await eventually(async () => expect(await figures('tradewind_consumer_lag_events')).toEqual({ product: 0 }));
  expect(await figures('tradewind_outbox_depth')).toEqual({ '': 0 });
  expect(await figures('tradewind_events_published_total')).toEqual({ 'order.events': 3 });
  expect(await figures('tradewind_events_handled_total')).toEqual({
    'product order.completed handled': 1,
    'product order.completed parked': 2,
  });
});
