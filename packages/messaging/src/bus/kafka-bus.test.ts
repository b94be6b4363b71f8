import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@tradewind/service';
import { completed } from '@tradewind/testing';
import { register } from 'prom-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { kafka, kafkaPlace } from '../testing/test-buses.ts';
import { eventually, log, newOrders, openStage, type Stage, upTo } from '../testing/test-stage.ts';
import { type EventBus, openBus } from './event-bus.ts';
import { type KafkaAdmin, kafkaClient } from './kafka-client.ts';

async function adminOf({ place }: Stage): Promise<KafkaAdmin> {
  const admin = await kafkaClient({ brokers: [place.kafkaBrokers ?? ''], clientId: 'test', log }).admin();
  onTestFinished(() => admin.close());
  return admin;
}

async function lag(group: string): Promise<number | undefined> {
  const metric = await register.getSingleMetric('tradewind_consumer_lag_events')?.get();
  return metric?.values.find(({ labels }) => labels.group === group)?.value;
}

const warnings: string[] = [];
process.on('warning', ({ name }) => warnings.push(name));

describe.skipIf(kafka.missing)('the bus on Kafka', () => {
  it('does nothing while nothing happens, and warns of nothing', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    const heard: string[] = [];
    await bus.broadcast({ topics: ['order.events'], handle: (event) => void heard.push(event.id) });
    await bus.publish(newOrders(1).map((orderId) => completed(orderId, 1)));
    await eventually(() => expect(heard).toHaveLength(1));
    const timers = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timers.mockRestore());
    await sleep(2_000);
    expect(timers.mock.calls.length).toBeLessThan(100);
    expect(warnings).not.toContain('TimeoutNegativeWarning');
  });

  it('holds back what waits when one partition is slow, and hears all of it in order', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    const [orderId = ''] = newOrders(1);
    const heard: number[] = [];
    await bus.consume({
      group: 'g',
      topics: ['order.events'],
      handle: async ({ events }) => {
        heard.push(...events.map(({ sequence }) => sequence));
        await sleep(20);
      },
    });
    for (const round of upTo(10)) {
      await bus.publish(upTo(500).map((index) => completed(orderId, (round - 1) * 500 + index)));
    }
    await eventually(() => expect(heard).toHaveLength(5_000));
    expect(heard).toEqual(upTo(5_000));
  });

  it('passes by what is no event', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    const [orderId = ''] = newOrders(1);
    await bus.publish([completed(orderId, 1)]);
    const heard: number[] = [];
    await bus.consume({
      group: 'g',
      topics: ['order.events'],
      handle: async ({ events }) => void heard.push(...events.map(({ sequence }) => sequence)),
    });
    await eventually(() => expect(heard).toEqual([1]));
    const { kafkaBrokers = '', kafkaPrefix = '' } = stage.place;
    const producer = await kafkaClient({ brokers: [kafkaBrokers], clientId: 'stranger', log }).producer();
    onTestFinished(() => producer.close());
    const slots = upTo(8).map((partition) => ({ topic: `${kafkaPrefix}order.events`, partition: partition - 1 }));
    const stray = { key: 'stray', headers: {}, timestamp: Date.now() };
    await producer.send(slots.flatMap((slot) => ['no JSON', '[]', '{"id":"only"}'].map((value) => ({ ...slot, ...stray, value }))));
    await bus.publish([completed(orderId, 2)]);
    await eventually(() => expect(heard).toEqual([1, 2]));
    await eventually(async () => expect(await lag('g')).toBe(0));
  });

  it('shows how far a group is behind', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await bus.publish(newOrders(20).map((orderId) => completed(orderId, 1)));
    await bus.consume({ group: 'behind', topics: ['order.events'], handle: () => gate });
    await eventually(async () => expect(await lag('behind')).toBe(20));
    open();
    await eventually(async () => expect(await lag('behind')).toBe(0));
  });

  it('names its groups after the shop, and leaves none behind that nobody shares', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    const admin = await adminOf(stage);
    const prefix = stage.place.kafkaPrefix ?? '';
    const ours = async () => (await admin.groups()).filter((group) => group.startsWith(prefix));
    await bus.consume({ group: 'shared', topics: ['order.events'], handle: async () => undefined });
    const broadcast = await bus.broadcast({ topics: ['order.events'], handle: () => undefined });
    await eventually(async () => expect(await ours()).toHaveLength(2));
    await broadcast.close();
    expect(await ours()).toEqual([`${prefix}shared`]);
  });

  it('tells a broadcast of what is published at once, before its consumer can have joined, and nothing once closed', async () => {
    const stage = await openStage(kafkaPlace());
    const bus = await stage.bus();
    const [orderId = ''] = newOrders(1);
    const heard: number[] = [];
    const broadcast = await bus.broadcast({ topics: ['order.events'], handle: (event) => void heard.push(event.sequence) });
    // At once: before its consumer can have joined.
    await bus.publish([completed(orderId, 1)]);
    await eventually(() => expect(heard).toEqual([1]));
    await broadcast.close();
    await broadcast.close();
    await bus.publish([completed(orderId, 2)]);
    expect(heard).toEqual([1]);
  });
});

describe('openBus', () => {
  const open = (kafkaBrokers: string, logger = log): Promise<EventBus> => openBus({ service: 'order', log: logger, kafkaBrokers });

  it.each(['localhost', 'localhost:', 'localhost:9092,', 'localhost:9092;other:9092', 'http://localhost:9092'])(
    'refuses brokers that are none: %s',
    async (brokers) => {
      await expect(open(brokers)).rejects.toThrow('KAFKA_BROKERS');
    },
  );

  it('takes several brokers', async () => {
    const bus = await open('one.example:9092, two.example:9093');
    await bus.close();
  });

  it('tells readiness and publishers when no broker answers, without a flood in the log', async () => {
    const lines: string[] = [];
    const bus = await open(
      '127.0.0.1:1',
      createLogger({ service: 'test', level: 'info', destination: { write: (line) => lines.push(line) } }),
    );
    onTestFinished(() => bus.close());
    await expect(bus.check()).rejects.toThrow();
    await expect(bus.publish([completed('ord_1', 1)])).rejects.toThrow();
    expect(lines).toEqual([]);
  });
});
