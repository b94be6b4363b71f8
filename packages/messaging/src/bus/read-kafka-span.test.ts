import type { EventEnvelope } from '@tradewind/contracts/events';
import { completed } from '@tradewind/testing';
import { expect, it } from 'vitest';
import type { Position } from './kafka-client.ts';
import type { Entry } from './kafka-message.ts';
import type { SlotDelivery } from './kafka-subscription.ts';
import { readKafkaSpan } from './read-kafka-span.ts';

const slot = { topic: 'order.events', partition: 0 };
const entries: Entry[] = Array.from({ length: 10 }, (_, offset) => ({ offset, event: completed('ord_1', offset + 1) }));

/** A read from the fourth message to before the eighth, of a subscription that delivers by hand. */
function read() {
  let hear: { deliver(delivery: SlotDelivery): Promise<void>; settled(position: Position): void } | undefined;
  let closed = false;
  const events = readKafkaSpan({
    span: { topics: ['order.events'], from: new Date(0), to: new Date(Date.now() + 60_000) },
    from: [{ ...slot, offset: 3 }],
    to: [{ ...slot, offset: 7 }],
    subscribe: async (given) => {
      hear = given;
      return {
        slots: () => [slot],
        close: async () => {
          closed = true;
        },
      };
    },
  });
  const deliver = async (from: number, to: number): Promise<void> => {
    await hear?.deliver({ slot, entries: entries.slice(from, to), stopped: () => false });
    hear?.settled({ ...slot, offset: to });
  };
  return { events: events[Symbol.asyncIterator](), deliver, closed: () => closed };
}

const sequences = (result: IteratorResult<readonly EventEnvelope[]>) =>
  result.done ? 'the end' : result.value.map(({ sequence }) => sequence);

it('reads up to the end that was there when it began, and then leaves', async () => {
  const { events, deliver, closed } = read();
  const first = events.next();
  await Promise.resolve();
  void deliver(3, 10);
  expect(sequences(await first)).toEqual([4, 5, 6, 7]);
  expect(sequences(await events.next())).toBe('the end');
  expect(closed()).toBe(true);
});

it('gives once what a consumer that was started again delivers twice', async () => {
  const { events, deliver } = read();
  const first = events.next();
  await Promise.resolve();
  void deliver(3, 5);
  expect(sequences(await first)).toEqual([4, 5]);
  const second = events.next();
  void deliver(3, 7);
  expect(sequences(await second)).toEqual([6, 7]);
  expect(sequences(await events.next())).toBe('the end');
});

it('leaves nobody waiting when its reader has enough', async () => {
  const { events, deliver, closed } = read();
  const first = events.next();
  await Promise.resolve();
  const delivered = deliver(3, 5);
  await first;
  await events.return?.(undefined);
  await delivered;
  await deliver(5, 7);
  expect(closed()).toBe(true);
});
