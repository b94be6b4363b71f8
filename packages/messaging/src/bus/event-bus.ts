import type { EventEnvelope, EventOf, EventType, Topic } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { Logger } from '@tradewind/service';
import { openEmbeddedBus } from './embedded-bus.ts';
import { openKafkaBus, parseBrokers } from './kafka-bus.ts';

export interface Subscription {
  /** Finishes what is in hand, gives the partitions to others, and hears no more. */
  close(): Promise<void>;
}

/** One partition's next events, in order. */
export interface Batch {
  readonly events: readonly EventEnvelope[];
  /** Whether the partition was lost or the subscription is closing; then throw before the next event, another goes on. */
  stopped(): boolean;
}

/** Which kept events to read. */
export interface EventSpan {
  readonly topics: readonly Topic[];
  readonly from: Date;
  readonly to: Date;
}

/**
 * Where events travel. At least once, in order per aggregate: who hears an event remembers its id.
 */
export interface EventBus {
  /** Returns when the events are safe. Ones that were published before are left out. */
  publish(events: readonly EventEnvelope[]): Promise<void>;
  /**
   * Hears each event of the topics once per group, from the first one kept. Members of a group share the partitions.
   * When `handle` returns, its batch is settled; when it throws, the batch comes again.
   */
  consume(options: { group: string; topics: readonly Topic[]; handle(batch: Batch): Promise<void> }): Promise<Subscription>;
  /** Hears every event of the topics from now on, in every process. What the handler throws is logged and forgotten. */
  broadcast(options: { topics: readonly Topic[]; handle(event: EventOf<EventType>): Promise<void> | void }): Promise<Subscription>;
  /**
   * Reads kept events that occurred in `[from, to)`, in order per aggregate, batch by batch, up to what is there at the time of the
   * call. It belongs to no group and settles nothing.
   */
  read(span: EventSpan): AsyncIterable<readonly EventEnvelope[]>;
  /** Deletes some kept events that are past their time, where the bus does not do so by itself. @returns how many, 0 when there are none. */
  sweep(limit: number): Promise<number>;
  /** Every event that occurred since then is there to be read. */
  keptSince(): Promise<Date>;
  /** How many events of the topics the group has not settled yet, in all its processes. */
  lag(of: { group: string; topics: readonly Topic[] }): Promise<number>;
  /** @throws when the bus cannot be reached; for readiness. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface BusOptions {
  readonly service: ServiceName;
  /** The embedded log's database, reached directly: a pooler in between would break its locks and notifications. */
  readonly eventsDatabaseUrl?: string;
  /** Brokers of a Kafka cluster, `host:port`, several separated by commas. */
  readonly kafkaBrokers?: string;
  /** Before the names of topics and consumer groups, for shops that share a cluster. */
  readonly kafkaPrefix?: string;
  readonly log: Logger;
}

/**
 * Opens the event bus that the environment names: Kafka where its brokers are given, otherwise the embedded log.
 * @throws Error that names the variable, when the brokers are malformed or no bus is named.
 */
export async function openBus(options: BusOptions): Promise<EventBus> {
  const { service, log } = options;
  if (options.kafkaBrokers) {
    return openKafkaBus({ brokers: parseBrokers(options.kafkaBrokers), prefix: options.kafkaPrefix ?? '', application: service, log });
  }
  if (!options.eventsDatabaseUrl) {
    throw new Error('EVENTS_DATABASE_URL is not set: the event bus needs a database of its own, or KAFKA_BROKERS');
  }
  return openEmbeddedBus({ url: options.eventsDatabaseUrl, application: service, log });
}
