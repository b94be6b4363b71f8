import { completed } from '@tradewind/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually, log } from '../testing/test-stage.ts';
import type { ConsumerListener, IncomingMessage, KafkaClient, Position } from './kafka-client.ts';
import { type SlotDelivery, subscribeKafka } from './kafka-subscription.ts';

const slot = { topic: 'order.events', partition: 3 };
const other = { topic: 'order.events', partition: 4 };

function messages(from: number, to: number): IncomingMessage[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    offset: from + index,
    value: Buffer.from(JSON.stringify(completed('ord_1', from + index))),
  }));
}

/** A group's membership by hand: when a rebalance meets a fetch or a commit cannot be chosen with a real broker. */
async function script(options: { begin?: () => Promise<Position[]>; deliver?: (delivery: SlotDelivery) => Promise<void> } = {}) {
  let given: ConsumerListener | undefined;
  const seen = { delivered: [] as number[], committed: [] as Position[], sought: [] as Position[], beats: 0, flow: [] as string[] };
  let refusing = false;
  const client: KafkaClient = {
    admin: () => Promise.reject(new Error('not here')),
    producer: () => Promise.reject(new Error('not here')),
    consumer: ({ listener }) => {
      given = listener;
      return {
        start: async () => undefined,
        commit: async (positions) => {
          if (refusing) {
            throw new Error('the coordinator is moving');
          }
          seen.committed.push(...positions);
        },
        heartbeat: async () => {
          seen.beats += 1;
        },
        seek: (position) => void seen.sought.push(position),
        pause: () => void seen.flow.push('pause'),
        resume: () => void seen.flow.push('resume'),
        stop: async () => undefined,
      };
    },
  };
  const subscription = await subscribeKafka({
    client,
    group: 'g',
    label: 'g',
    topics: [slot.topic],
    log,
    prepare: async () => undefined,
    begin: options.begin,
    deliver: async (delivery) => {
      await options.deliver?.(delivery);
      seen.delivered.push(...delivery.entries.map(({ offset }) => offset));
    },
  });
  onTestFinished(() => subscription.close());
  if (!given) {
    throw new Error('there is no consumer');
  }
  const refuse = (whether: boolean) => {
    refusing = whether;
  };
  return { listener: given, seen, subscription, refuse };
}

it('commits what is settled, and nothing that is only in hand', async () => {
  const gates: (() => void)[] = [];
  const { listener, seen } = await script({ deliver: () => new Promise((resolve) => gates.push(resolve)) });
  listener.joined([slot]);
  listener.fetched(slot, messages(5, 7));
  await eventually(() => expect(gates).toHaveLength(1));
  listener.fetched(slot, messages(8, 9));
  gates[0]?.();
  await eventually(() => expect(seen.committed).toEqual([{ ...slot, offset: 8 }]));
  await eventually(() => expect(gates).toHaveLength(2));
  gates[1]?.();
  await eventually(() => expect(seen.committed.at(-1)).toEqual({ ...slot, offset: 10 }));
});

it('lets the group be joined anew only when what is in hand has ended and is committed, and lives on meanwhile', async () => {
  const gates: (() => void)[] = [];
  let stopped: () => boolean = () => false;
  const { listener, seen } = await script({
    deliver: (delivery) => {
      stopped = delivery.stopped;
      return new Promise((resolve) => gates.push(resolve));
    },
  });
  expect(listener.released()).toBe(true);
  listener.joined([slot]);
  listener.fetched(slot, messages(0, 2));
  await eventually(() => expect(gates).toHaveLength(1));
  expect(stopped()).toBe(false);
  expect(listener.released()).toBe(false);
  expect(stopped()).toBe(true);
  await eventually(() => expect(seen.beats).toBeGreaterThan(0));
  expect(listener.released()).toBe(false);
  gates[0]?.();
  await eventually(() => expect(listener.released()).toBe(true));
  expect(seen.committed).toEqual([{ ...slot, offset: 3 }]);
});

it('goes on where it left off when the group is joined anew, though a fetch from before comes late', async () => {
  const { listener, seen, refuse } = await script();
  listener.joined([slot, other]);
  listener.fetched(slot, messages(10, 12));
  await eventually(() => expect(seen.delivered).toEqual([10, 11, 12]));
  refuse(true);
  await eventually(() => expect(listener.released()).toBe(true));
  listener.joined([slot]);
  listener.fetched(slot, messages(15, 16));
  expect(seen.sought).toEqual([{ ...slot, offset: 13 }]);
  listener.fetched(slot, messages(13, 16));
  await eventually(() => expect(seen.delivered).toEqual([10, 11, 12, 13, 14, 15, 16]));

  // What others had in between is theirs to know.
  listener.joined([other]);
  listener.joined([slot]);
  listener.fetched(slot, messages(30, 30));
  await eventually(() => expect(seen.delivered.at(-1)).toBe(30));
});

it('asks for what two fetches leave out between them, until it must be gone for good', async () => {
  const { listener, seen } = await script();
  listener.joined([slot]);
  listener.fetched(slot, messages(10, 12));
  listener.fetched(slot, messages(15, 16));
  listener.fetched(slot, messages(18, 18));
  expect(seen.sought).toEqual([
    { ...slot, offset: 13 },
    { ...slot, offset: 13 },
  ]);
  listener.fetched(slot, messages(13, 16));
  await eventually(() => expect(seen.delivered).toEqual([10, 11, 12, 13, 14, 15, 16]));
  await eventually(() => {
    listener.fetched(slot, messages(40, 40));
    expect(seen.delivered.at(-1)).toBe(40);
  });
  expect(seen.sought.filter(({ offset }) => offset === 17)).toHaveLength(5);
});

it('commits again what the coordinator did not take', async () => {
  const { listener, seen, refuse } = await script();
  listener.joined([slot]);
  refuse(true);
  listener.fetched(slot, messages(0, 0));
  await eventually(() => expect(seen.delivered).toEqual([0]));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(seen.committed).toEqual([]);
  refuse(false);
  await eventually(() => expect(seen.committed).toEqual([{ ...slot, offset: 1 }]));
});

it('stands where it stood when it shares with nobody, however often it joins, and commits nothing', async () => {
  const { listener, seen, subscription } = await script({ begin: async () => [{ ...slot, offset: 40 }] });
  listener.joined([slot]);
  expect(seen.sought).toEqual([{ ...slot, offset: 40 }]);
  listener.fetched(slot, messages(40, 42));
  await eventually(() => expect(seen.delivered).toEqual([40, 41, 42]));
  await eventually(() => expect(listener.released()).toBe(true));
  listener.joined([slot]);
  expect(seen.sought.at(-1)).toEqual({ ...slot, offset: 43 });
  await subscription.close();
  expect(seen.committed).toEqual([]);
});

it('has no more fetched while enough waits', async () => {
  const gates: (() => void)[] = [];
  const { listener, seen } = await script({ deliver: () => new Promise((resolve) => gates.push(resolve)) });
  listener.joined([slot]);
  seen.flow.length = 0;
  listener.fetched(slot, messages(0, 299));
  expect(seen.flow).toEqual([]);
  listener.fetched(slot, messages(300, 599));
  expect(seen.flow).toEqual(['pause']);
  for (const batch of [0, 1, 2, 3]) {
    await eventually(() => expect(gates).toHaveLength(batch + 1));
    expect(seen.flow).toEqual(['pause']);
    gates[batch]?.();
  }
  await eventually(() => expect(gates).toHaveLength(5));
  gates[4]?.();
  await eventually(() => expect(seen.flow).toEqual(['pause', 'resume']));
  await eventually(() => expect(gates).toHaveLength(6));
  gates[5]?.();
});

it('begins nothing while the partition may be somebody else’s, and goes on when it is not', async () => {
  const stopped: (() => boolean)[] = [];
  const { listener, seen } = await script({
    deliver: async (delivery) => {
      stopped.push(delivery.stopped);
      await eventually(() => expect(delivery.stopped()).toBe(stopped.length === 1));
      if (delivery.stopped()) {
        throw new Error('stopped');
      }
    },
  });
  listener.joined([slot]);
  listener.fetched(slot, messages(0, 0));
  await eventually(() => expect(stopped).toHaveLength(1));
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_000);
  onTestFinished(() => later.mockRestore());
  await eventually(() => expect(stopped[0]?.()).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(stopped).toHaveLength(1);
  listener.beat();
  await eventually(() => expect(seen.delivered).toEqual([0]));
});
