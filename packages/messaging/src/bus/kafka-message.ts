import { type EventEnvelope, topicOf } from '@tradewind/contracts/events';
import type { Logger } from '@tradewind/service';
import { hashOf } from '../partition.ts';
import type { IncomingMessage, OutgoingMessage, Slot } from './kafka-client.ts';

/** A message and the event in it; null when there is none that could be read. */
export interface Entry {
  readonly offset: number;
  readonly event: EventEnvelope | null;
}

/** @param target.partitions how many partitions each topic has. */
export function toMessage(event: EventEnvelope, target: { prefix: string; partitions: ReadonlyMap<string, number> }): OutgoingMessage {
  const topic = `${target.prefix}${topicOf(event.type)}`;
  const count = target.partitions.get(topic);
  if (!count) {
    throw new Error(`the topic ${topic} has no partitions`);
  }
  return {
    topic,
    partition: hashOf(event.aggregateId) % count,
    key: event.aggregateId,
    value: JSON.stringify(event),
    headers: { id: event.id, type: event.type, traceparent: event.traceparent },
    timestamp: Date.parse(event.occurredAt),
  };
}

function isEnvelope(value: unknown): value is EventEnvelope {
  const fields: Partial<Record<keyof EventEnvelope, unknown>> = typeof value === 'object' && value !== null ? value : {};
  return [fields.id, fields.type, fields.aggregateId].every((field) => typeof field === 'string');
}

/** Consumers check an event against the catalogue. What is no event at all cannot even be parked: it is told to the log and passed by. */
export function toEntry(message: IncomingMessage, slot: Slot, log: Logger): Entry {
  try {
    const event: unknown = JSON.parse(String(message.value));
    if (isEnvelope(event)) {
      return { offset: message.offset, event };
    }
  } catch {
    // Told below.
  }
  log.error({ ...slot, offset: message.offset }, 'a message holds no event and is passed by');
  return { offset: message.offset, event: null };
}
