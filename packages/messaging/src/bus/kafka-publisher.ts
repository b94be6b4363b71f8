import type { EventEnvelope } from '@tradewind/contracts/events';
import { within } from '../bounded.ts';
import type { KafkaClient, OutgoingMessage } from './kafka-client.ts';
import { toMessage } from './kafka-message.ts';
import { renewed } from './renewed.ts';

/** A broker takes a megabyte per partition and request unless told otherwise. Bytes. */
const chunkBytes = 500_000;
const sendTimeoutMs = 20_000;

interface Publisher {
  publish(events: readonly EventEnvelope[]): Promise<void>;
  close(): Promise<void>;
}

/** In their order, cut where a request would become too large. */
function chunksOf(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
  const chunks: OutgoingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value) + 500;
    if (size > room) {
      chunks.push([]);
      room = chunkBytes;
    }
    chunks.at(-1)?.push(message);
    room -= size;
  }
  return chunks;
}

const nameOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

/**
 * Publishes through an idempotent producer, one request at a time. kafkajs counts a sequence back when a request fails and then
 * gives its numbers to the next one: two at once could be taken for each other, and one be lost. So after a failure the producer
 * is given up too, and a fresh one sends all of it again; what had come through is there twice, with its first appearance in order.
 */
export function openPublisher(options: {
  client: KafkaClient;
  prefix: string;
  /** Makes the topics. @returns how many partitions each has. */
  prepare(): Promise<ReadonlyMap<string, number>>;
}): Publisher {
  const { client, prefix, prepare } = options;
  const producer = renewed(async () => {
    const partitions = await prepare();
    const { send, close } = await client.producer();
    return { partitions, send, close };
  });
  let last: Promise<unknown> = Promise.resolve();

  async function publishAll(events: readonly EventEnvelope[]): Promise<void> {
    await producer.use(async ({ partitions, send }) => {
      for (const chunk of chunksOf(events.map((event) => toMessage(event, { prefix, partitions })))) {
        const acknowledged = new Set((await within(sendTimeoutMs, () => send(chunk))).map(nameOf));
        // kafkajs answers without a partition whose leader moved to a broker that it has heard from already.
        const missing = chunk.find((message) => !acknowledged.has(nameOf(message)));
        if (missing) {
          throw new Error(`nobody acknowledged what was sent to ${nameOf(missing)}`);
        }
      }
    });
  }

  return {
    publish: (events) => {
      const next = last.then(() => publishAll(events));
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      await last;
      await producer.close();
    },
  };
}
