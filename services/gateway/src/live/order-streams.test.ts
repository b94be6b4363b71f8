import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import { TradewindError } from '@tradewind/contracts/errors';
import { newId, newUuid } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { type EventBus, openBus } from '@tradewind/messaging';
import { createLogger } from '@tradewind/service';
import { createDatabase, eventually } from '@tradewind/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OrderFeed, openOrderFeed } from './order-feed.ts';
import { createOrderStreams } from './order-streams.ts';

let bus: EventBus;
let feed: OrderFeed;
let drop: () => Promise<void>;
const opened: PassThrough[] = [];

beforeAll(async () => {
  const database = await createDatabase('events');
  drop = database.drop;
  bus = await openBus({ service: 'gateway', eventsDatabaseUrl: database.url, log: createLogger({ service: 'test', level: 'silent' }) });
  feed = await openOrderFeed(bus);
});
afterEach(() => {
  for (const stream of opened.splice(0)) stream.destroy();
});
afterAll(async () => {
  await feed.close();
  await bus.close();
  await drop();
});

const orderId = newId('order');
let sequence = 0;

/** Something happened to an order. */
function happen(id = orderId): Promise<void> {
  const data = { orderId: id };
  const occurredAt = new Date().toISOString();
  sequence += 1;
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  return bus.publish([
    { id: newUuid(), type: 'order.completed', version: 1, aggregateId: id, sequence, occurredAt, traceparent, actor: 'order', data },
  ]);
}

/** As much of an order as a stream looks at: it passes on what it is given. */
function orderNow(status: string): order.Order {
  return { id: orderId, status } as unknown as order.Order;
}

async function open(read: () => Promise<order.Order>, streams = createOrderStreams(feed), client = '192.0.2.1') {
  const stream = await streams.open({ orderId, client, read });
  opened.push(stream);
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const seen = () =>
    [...text.matchAll(/^event: order\ndata: (.*)$/gm)].map(([, json = '']) => (JSON.parse(json) as { status: string }).status);
  return { stream, seen };
}

test('the order comes at once and after each of its changes; others are none of its business', async () => {
  let status = 'pending';
  let reads = 0;
  const { seen } = await open(async () => {
    reads += 1;
    return orderNow(status);
  });
  await eventually(() => expect(seen()).toEqual(['pending']));
  await happen(newId('order'));
  status = 'confirmed';
  await happen();
  await eventually(() => expect(seen()).toEqual(['pending', 'confirmed']));
  expect(reads).toBe(2);
});

test('a change that nobody can see in the order is not sent', async () => {
  let status = 'pending';
  const { seen } = await open(async () => orderNow(status));
  await happen();
  await happen();
  status = 'cancelled';
  await happen();
  await eventually(() => expect(seen()).toEqual(['pending', 'cancelled']));
});

test('a change while the order is read for the first time is not lost', async () => {
  let reads = 0;
  const { seen } = await open(async () => {
    reads += 1;
    if (reads > 1) return orderNow('confirmed');
    await happen();
    await eventually(() => expect(reads).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return orderNow('pending');
  });
  await eventually(() => expect(seen()).toEqual(['pending', 'confirmed']));
});

test('who may not read the order gets no stream and takes no place', async () => {
  const streams = createOrderStreams(feed);
  const refused = open(() => Promise.reject(new TradewindError('NOT_FOUND', 'There is no such order')), streams);
  await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await eventually(() => expect(streams.size()).toBe(0));
});

test('a stream ends when reading is not allowed any more, and outlives what passes', async () => {
  const answers: (() => Promise<order.Order>)[] = [
    async () => orderNow('pending'),
    () => Promise.reject(new TradewindError('UNAVAILABLE', 'Back in a moment')),
    async () => orderNow('confirmed'),
    () => Promise.reject(new TradewindError('UNAUTHENTICATED', 'The token has ended')),
  ];
  const { stream, seen } = await open(() => answers.shift()?.() ?? Promise.reject(new Error('read too often')));
  await happen();
  await eventually(() => expect(seen()).toEqual(['pending', 'confirmed']));
  // Listened for before it can happen: an end that came and went is not told again.
  const ended = once(stream, 'end');
  await happen();
  await ended;
});

test('streams of one client are bounded, and a place that was left is free again', async () => {
  const streams = createOrderStreams(feed);
  const read = async () => orderNow('pending');
  const all = await Promise.all(Array.from({ length: 100 }, () => open(read, streams)));
  await expect(open(read, streams)).rejects.toMatchObject({ code: 'RATE_LIMITED', extras: { retryAfter: 10 } });
  await open(read, streams, '192.0.2.2');
  all[0]?.stream.destroy();
  await eventually(() => expect(streams.size()).toBe(100));
  await open(read, streams);
});

test('the drain ends every stream', async () => {
  const streams = createOrderStreams(feed);
  const { stream } = await open(async () => orderNow('pending'), streams);
  streams.end();
  await once(stream, 'end');
  await eventually(() => expect(streams.size()).toBe(0));
});
