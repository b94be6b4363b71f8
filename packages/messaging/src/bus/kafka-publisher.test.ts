import { completed } from '@tradewind/testing';
import { expect, it } from 'vitest';
import { upTo } from '../testing/test-stage.ts';
import type { KafkaClient, KafkaProducer, OutgoingMessage } from './kafka-client.ts';
import { openPublisher } from './kafka-publisher.ts';

/** Producers by hand: what kafkajs does wrong when leaders move cannot be had of one broker. */
function open(send: (messages: readonly OutgoingMessage[], producer: number) => ReturnType<KafkaProducer['send']>) {
  let producers = 0;
  const client: KafkaClient = {
    admin: () => Promise.reject(new Error('not here')),
    consumer: () => {
      throw new Error('not here');
    },
    producer: async () => {
      producers += 1;
      const mine = producers;
      return { send: (messages) => send(messages, mine), close: async () => undefined };
    },
  };
  const prepare = async () => new Map([['p.order.events', 8]]);
  return { publisher: openPublisher({ client, prefix: 'p.', prepare }), producers: () => producers };
}

it('does not take for published what nobody acknowledged, and sends it again through a fresh producer', async () => {
  const sent: [number, number][] = [];
  const { publisher, producers } = open(async (messages, producer) => {
    sent.push([producer, messages.length]);
    return producer === 1 ? messages.slice(1) : [...messages];
  });
  const one = completed('ord_a', 1);
  await expect(publisher.publish([one])).rejects.toThrow('acknowledged');
  await publisher.publish([one]);
  expect(sent).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(producers()).toBe(2);
});

it('sends one request after another, and nothing through a producer whose request failed', async () => {
  let under = 0;
  const sent: string[] = [];
  const { publisher } = open(async (messages, producer) => {
    under += 1;
    expect(under).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    under -= 1;
    const sequences = messages.map(({ value }) => JSON.parse(value).sequence);
    sent.push(`${producer}: ${sequences}`);
    if (sequences.includes(2) && producer === 1) {
      throw new Error('the connection broke');
    }
    return [...messages];
  });
  const outcomes = await Promise.allSettled(upTo(4).map((sequence) => publisher.publish([completed('ord_a', sequence)])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(sent).toEqual(['1: 1', '1: 2', '2: 3', '2: 4']);
});

it('keeps each request below what a broker takes, in order', async () => {
  const sizes: number[] = [];
  const sequences: number[] = [];
  const { publisher } = open(async (messages) => {
    sizes.push(messages.reduce((sum, { value }) => sum + value.length, 0));
    sequences.push(...messages.map(({ value }) => JSON.parse(value).sequence));
    return [...messages];
  });
  const large = { note: 'x'.repeat(20_000) };
  await publisher.publish(upTo(100).map((sequence) => ({ ...completed('ord_a', sequence), data: large })));
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThan(1_000_000);
  expect(sequences).toEqual(upTo(100));
});
