import { setTimeout as sleep } from 'node:timers/promises';
import { type EventEnvelope, type EventType, topicOf } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { Database, Logger } from '@tradewind/service';
import type { Batch, EventBus } from '../bus/event-bus.ts';
import { eventDelay, eventsHandled, watchDeadLetters } from '../metrics.ts';
import { streamOf } from './dead-letters.ts';
import type { Consumer } from './on.ts';
import { type RetryPolicy, retryPolicy, startRetries } from './retries.ts';
import { type Outcome, type Settling, settle, settleFailed } from './settle.ts';

export interface ConsumerOptions {
  readonly bus: EventBus;
  readonly db: Database;
  /** Also the name of the consumer group. */
  readonly service: ServiceName;
  readonly consumers: readonly Consumer[];
  readonly log: Logger;
  /** Effects under way at once in this process, 4 unless told; each needs a connection of `db`. */
  readonly concurrency?: number;
  /** How long one attempt may take, 20 seconds unless told. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryPolicy>;
}

/** Lets `size` works run at once. */
function limit(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = size;
  return async (work) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        free += 1;
      }
    }
  };
}

function handlersOf(consumers: readonly Consumer[]): ReadonlyMap<EventType, Consumer['handle']> {
  const handlers = new Map(consumers.map(({ type, handle }) => [type, handle]));
  if (handlers.size < consumers.length) {
    throw new Error('an event type has two consumers in one service: let one do both, or they would not be one transaction');
  }
  return handlers;
}

/**
 * Hears events for a service, once each and in order per aggregate. An event that fails is tried again, first at once, then parked
 * with a growing pause and those of its aggregate behind it, while others go on; past its attempts it waits in
 * `messaging.dead_letter` for somebody to look.
 * @throws Error when an event type has two consumers.
 */
export async function startConsumers(options: ConsumerOptions): Promise<{ close(): Promise<void> }> {
  const { bus, db, service, consumers, log } = options;
  const policy = { ...retryPolicy, ...options.retry };
  const settling: Settling = { db, service, log, handlers: handlersOf(consumers), timeoutMs: options.timeoutMs ?? 20_000 };
  const slot = limit(options.concurrency ?? 4);

  /** Tries until the event is settled: handled, known or parked. Only when the database is away does it take longer than the policy. */
  async function settleOne(event: EventEnvelope, stopped: () => boolean): Promise<Outcome> {
    for (let attempts = 1; ; attempts++) {
      try {
        // Asked when its turn has come: until then the partition may have been lost.
        const outcome = await slot(async () => (stopped() ? 'stopped' : settle(settling, event)));
        if (outcome !== 'stopped') {
          return outcome;
        }
      } catch (err) {
        log.warn({ err, eventId: event.id, type: event.type, attempts }, 'an event was not handled');
        const hung = err instanceof DOMException && err.name === 'TimeoutError';
        if (hung || attempts >= policy.attempts) {
          const failure = { error: policy.describe(err), attempts, retryMs: policy.parkedDelayMs(attempts) };
          const parked = await slot(() => settleFailed(settling, event, failure)).catch(() => undefined);
          if (parked) {
            return parked;
          }
        }
      }
      if (stopped()) {
        throw new Error('the subscription stopped');
      }
      await sleep(policy.delayMs(attempts));
    }
  }

  async function settleStream(events: readonly EventEnvelope[], stopped: () => boolean): Promise<void> {
    for (const event of events) {
      const outcome = await settleOne(event, stopped);
      eventsHandled.inc({ group: service, type: event.type, outcome });
      eventDelay.observe({ group: service }, (Date.now() - Date.parse(event.occurredAt)) / 1_000);
    }
  }

  async function handle({ events, stopped }: Batch): Promise<void> {
    const heard = events.filter(({ type }) => settling.handlers.has(type));
    const streams = Map.groupBy(heard, (event) => `${streamOf(event).topic} ${event.aggregateId}`);
    const results = await Promise.allSettled([...streams.values()].map((stream) => settleStream(stream, stopped)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }

  const topics = [...new Set(consumers.map(({ type }) => topicOf(type)))];
  const unwatch = watchDeadLetters(db, service);
  const retries = startRetries(settling, policy, slot);
  const subscription = await bus.consume({ group: service, topics, handle });
  return {
    close: async () => {
      await subscription.close();
      await retries.close();
      unwatch();
    },
  };
}
