import { setTimeout as sleep } from 'node:timers/promises';
import { topics as allTopics, type EventEnvelope, type Topic } from '@tradewind/contracts/events';
import { newUuid } from '@tradewind/contracts/ids';
import type { Logger } from '@tradewind/service';
import { within } from '../bounded.ts';
import { watchLag } from '../metrics.ts';
import { partitionCount } from '../partition.ts';
import { retention } from '../retention.ts';
import type { EventBus, Subscription } from './event-bus.ts';
import { type KafkaAdmin, kafkaClient, type Position, type Slot } from './kafka-client.ts';
import { openPublisher } from './kafka-publisher.ts';
import { type KafkaSubscription, type SlotDelivery, slotKey, subscribeKafka } from './kafka-subscription.ts';
import { readKafkaSpan } from './read-kafka-span.ts';
import { renewed } from './renewed.ts';
import { toEach } from './to-each.ts';

/** Milliseconds. Retention looks at whole segments, so one is closed each day. */
const day = 86_400_000;
const topicConfig = { 'retention.ms': String(retention.logDays * day), 'segment.ms': String(day) };
const adminTimeoutMs = 10_000;
const adminTries = 4;
const checkTimeoutMs = 3_000;

interface KafkaBusOptions {
  readonly brokers: readonly string[];
  /** Before the names of topics and groups, for shops that share a cluster. */
  readonly prefix: string;
  readonly application: string;
  readonly log: Logger;
}

/** A partition's leader may just be moving, and each try has a fresh connection. */
async function retrying<R>(work: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === adminTries) {
        throw error;
      }
      await sleep(50 * 2 ** tries);
    }
  }
}

/** `host:port`, several separated by commas. */
export const brokersPattern = /^\s*[\w.-]+:\d{1,5}\s*(,\s*[\w.-]+:\d{1,5}\s*)*$/;

/** @throws Error that names the variable, unless it is a list of brokers. */
export function parseBrokers(text: string): string[] {
  if (!brokersPattern.test(text)) {
    throw new Error(`KAFKA_BROKERS is not host:port, several separated by commas: ${text}`);
  }
  return text.split(',').map((broker) => broker.trim());
}

const toBatch = ({ entries, stopped }: SlotDelivery) => ({ events: entries.flatMap(({ event }) => event ?? []), stopped });

/** The event bus on Kafka: one topic per kind of aggregate, keyed by the aggregate's id. It need not be there yet when this returns. */
export function openKafkaBus(options: KafkaBusOptions): EventBus {
  const { prefix, application, log } = options;
  const client = kafkaClient({ brokers: options.brokers, clientId: application, log });
  const admin = renewed(() => client.admin());
  const nameOf = (topic: Topic) => `${prefix}${topic}`;
  const ask = <R>(work: (open: KafkaAdmin) => Promise<R>) => within(adminTimeoutMs, () => retrying(() => admin.use(work)));
  const prepare = () => ask((via) => via.ensureTopics(allTopics.map(nameOf), { partitions: partitionCount, config: topicConfig }));
  const publisher = openPublisher({ client, prefix, prepare });
  const subscriptions = new Set<Subscription>();

  /** Under a name of its own, which the group's partitions and offsets are forgotten with. */
  const aloneAs = (kind: string) => `${prefix}${application}.${kind}.${newUuid()}`;

  async function open(fields: Omit<Parameters<typeof subscribeKafka>[0], 'client' | 'log' | 'prepare'>): Promise<KafkaSubscription> {
    const subscription = await subscribeKafka({ client, log, prepare, ...fields });
    const ours = ({ topic, partition }: Slot) => subscription.slots().some((slot) => slot.topic === topic && slot.partition === partition);
    const unwatch = fields.begin ? () => undefined : watchLag(fields.label, () => lagOf(fields, ours));
    const opened = {
      slots: subscription.slots,
      close: async () => {
        if (!subscriptions.delete(opened)) {
          return;
        }
        unwatch();
        await subscription.close();
        if (fields.begin) {
          // Kafka forgets an empty group without offsets by itself, minutes later.
          await within(checkTimeoutMs, () => admin.use((via) => via.deleteGroup(fields.group))).catch((err: unknown) =>
            log.debug({ err, group: fields.group }, 'a group is left to be forgotten'),
          );
        }
      },
    };
    subscriptions.add(opened);
    return opened;
  }

  /** How many messages of these partitions a group has not settled yet. */
  async function lagOf({ group, topics }: { group: string; topics: readonly string[] }, counts: (slot: Slot) => boolean): Promise<number> {
    const [ends, begins, committed] = await ask((via) => Promise.all([via.ends(topics), via.begins(topics), via.committed(group, topics)]));
    const at = (positions: readonly Position[]) => new Map(positions.map((position) => [slotKey(position), position.offset]));
    const [first, settled] = [at(begins), at(committed)];
    return ends
      .filter(counts)
      .reduce((sum, end) => sum + end.offset - Math.max(settled.get(slotKey(end)) ?? 0, first.get(slotKey(end)) ?? 0), 0);
  }

  return {
    publish: async (events: readonly EventEnvelope[]) => {
      if (events.length > 0) {
        await publisher.publish(events);
      }
    },
    consume: ({ group, topics, handle }) =>
      open({
        group: `${prefix}${group}`,
        label: group,
        topics: topics.map(nameOf),
        deliver: (delivery) => handle(toBatch(delivery)),
      }),
    broadcast: ({ topics, handle }) => {
      const names = topics.map(nameOf);
      const each = toEach(handle, log);
      return open({
        group: aloneAs('broadcast'),
        label: 'broadcast',
        topics: names,
        begin: () => ask((via) => via.ends(names)),
        deliver: (delivery) => each(toBatch(delivery)),
      });
    },
    read: async function* (span) {
      const topics = span.topics.map(nameOf);
      await prepare();
      const [from, to] = await ask((via) => Promise.all([via.since(topics, span.from), via.ends(topics)]));
      yield* readKafkaSpan({
        span,
        from,
        to,
        subscribe: (hear) => open({ group: aloneAs('read'), label: 'read', topics, begin: async () => from, ...hear }),
      });
    },
    keptSince: async () => {
      await prepare();
      return new Date(Date.now() - (await ask((via) => via.keptMs(allTopics.map(nameOf)))));
    },
    lag: async ({ group, topics }) => {
      await prepare();
      return lagOf({ group: `${prefix}${group}`, topics: topics.map(nameOf) }, () => true);
    },
    // Kafka deletes by itself what is past the topics' retention.
    sweep: async () => 0,
    check: () => within(checkTimeoutMs, () => admin.use((via) => via.reach())),
    close: async () => {
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      await publisher.close();
      await admin.close();
    },
  };
}
