import { describe, expect, it } from 'vitest';
import { ended, spawnChild } from './spawn-child.ts';
import { complete, eventually, newOrders, openStage } from './test-stage.ts';

async function published(events: string): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: events });
  await client.connect();
  const { rows } = await client.query('SELECT count(*)::int AS count FROM event_log.event');
  await client.end();
  return rows[0]?.count ?? 0;
}

describe('a process that ends with SIGKILL', () => {
  it('between commit and publish: the event arrives, its effect is there once', async () => {
    const stage = await openStage();
    const [orderId = ''] = newOrders(1);
    await complete(stage.source, [orderId as `ord_${string}`]);
    expect(await ended(spawnChild('before-publish', stage))).toBe('SIGKILL');
    expect(await published(stage.urls.events)).toBe(0);
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
    expect(await published(stage.urls.events)).toBe(3);
    const bus = await stage.bus();
    await stage.relay(bus);
    await stage.consumers(bus, {});
    await complete(stage.source, [orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3, 4]));
    expect(await published(stage.urls.events)).toBe(4);
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
