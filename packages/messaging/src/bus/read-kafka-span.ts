import type { EventEnvelope } from '@tradewind/contracts/events';
import type { EventSpan } from './event-bus.ts';
import type { Position } from './kafka-client.ts';
import { type KafkaSubscription, type SlotDelivery, slotKey } from './kafka-subscription.ts';

interface ReadOptions {
  readonly span: EventSpan;
  readonly from: readonly Position[];
  /** What is appended from here on is not read. */
  readonly to: readonly Position[];
  subscribe(hear: { deliver(delivery: SlotDelivery): Promise<void>; settled(position: Position): void }): Promise<KafkaSubscription>;
}

/** Reads from one position of each partition to another, and gives the events that occurred in the span. */
export async function* readKafkaSpan(options: ReadOptions): AsyncIterable<readonly EventEnvelope[]> {
  const { from, to } = options.span;
  const occurred = ({ occurredAt }: EventEnvelope) => Date.parse(occurredAt) >= from.getTime() && Date.parse(occurredAt) < to.getTime();
  const ends = new Map(options.to.map((position) => [slotKey(position), position.offset]));
  const left = new Map<string, number>();
  for (const position of options.from) {
    const end = ends.get(slotKey(position)) ?? 0;
    if (position.offset < end) {
      left.set(slotKey(position), end);
    }
  }
  if (left.size === 0) {
    return;
  }
  const queued = new Map<string, number>();
  const waiting: { events: readonly EventEnvelope[]; taken(): void }[] = [];
  let over = false;
  let wake: () => void = () => undefined;

  const subscription = await options.subscribe({
    deliver: async ({ slot, entries }) => {
      const key = slotKey(slot);
      // A consumer that was started again delivers again what was not taken yet.
      const fresh = entries.filter(({ offset }) => offset >= (queued.get(key) ?? 0) && offset < (left.get(key) ?? 0));
      const last = fresh.at(-1);
      if (last && !over) {
        queued.set(key, last.offset + 1);
        await new Promise<void>((taken) => {
          waiting.push({ events: fresh.flatMap(({ event }) => (event && occurred(event) ? [event] : [])), taken });
          wake();
        });
      }
    },
    settled: (position) => {
      if (position.offset >= (left.get(slotKey(position)) ?? 0)) {
        left.delete(slotKey(position));
      }
      wake();
    },
  });
  try {
    while (left.size > 0 || waiting.length > 0) {
      const next = waiting.shift();
      if (!next) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      try {
        if (next.events.length > 0) {
          yield next.events;
        }
      } finally {
        // Also when the reader has enough, or who delivers would wait for it.
        next.taken();
      }
    }
  } finally {
    over = true;
    for (const { taken } of waiting) {
      taken();
    }
    await subscription.close();
  }
}
