import type { Logger } from '@tradewind/service';
import { within } from '../bounded.ts';
import type { IncomingMessage, KafkaClient, KafkaConsumer, Position, Slot } from './kafka-client.ts';
import { toEntry } from './kafka-message.ts';
import { keepConsumer } from './keep-consumer.ts';
import { type Delivery, type PartitionWork, workPartition } from './partition-work.ts';

/** Settled offsets are committed this much later, many at once: after a crash these events come again, and the inbox knows them. */
const commitLaterMs = 100;
const commitAgainMs = 1_000;
const commitTimeoutMs = 5_000;
/** An attempt at an event may take 20 seconds. Nobody waits longer for what is in hand: the inbox keeps the order of what is left. */
const releaseTimeoutMs = 25_000;
const heartbeatMs = 1_000;
/** What is still missing when it was asked for so often has been deleted by its age. */
const patience = 5;

export interface SlotDelivery extends Delivery {
  readonly slot: Slot;
}

interface KafkaSubscriptionOptions {
  readonly client: KafkaClient;
  readonly group: string;
  /** The group's name in log and metrics. */
  readonly label: string;
  readonly topics: readonly string[];
  readonly log: Logger;
  /** Where to begin, asked once, for a subscription that shares with nobody and commits nothing. Absent: where the group left off. */
  begin?(): Promise<readonly Position[]>;
  /** Sees to it that the topics are there. */
  prepare(): Promise<unknown>;
  deliver(delivery: SlotDelivery): Promise<void>;
  /** Everything before the position is settled. */
  settled?(position: Position): void;
}

export interface KafkaSubscription {
  /** The partitions that are ours. */
  slots(): readonly Slot[];
  close(): Promise<void>;
}

interface Held {
  readonly slot: Slot;
  readonly work: PartitionWork;
  committed: number | undefined;
  /** The offset that has to come next; undefined: whatever comes first. */
  next: number | undefined;
  /** How often that offset was asked for in vain. */
  asked: number;
}

export const slotKey = ({ topic, partition }: Slot) => `${topic}/${partition}`;

/**
 * Hears topics as a member of a consumer group, each partition's messages in order. However the members of the group change, a
 * partition is given up only when what is in hand of it has ended and is committed. Resolves once it has begun to join.
 */
export async function subscribeKafka(options: KafkaSubscriptionOptions): Promise<KafkaSubscription> {
  const { client, group, label, topics, log, begin } = options;
  const held = new Map<string, Held>();
  /** Where a partition goes on that was ours before; with `begin`, where each one stands. */
  const due = new Map<string, number>();
  let consumer: KafkaConsumer | undefined;
  let begun = false;
  let closing = false;
  let releasing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let committing: Promise<void> = Promise.resolve();
  let doubtful = () => false;

  async function commitSettled(): Promise<void> {
    const via = consumer;
    const moves = [...held.values()].flatMap((one) => {
      const offset = one.work.settled();
      return offset === undefined || offset === one.committed ? [] : [{ one, offset }];
    });
    if (via && moves.length > 0) {
      await within(commitTimeoutMs, () => via.commit(moves.map(({ one, offset }) => ({ ...one.slot, offset }))));
      for (const { one, offset } of moves) {
        one.committed = offset;
      }
    }
  }

  function commit(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    committing = committing.then(commitSettled).catch((err: unknown) => {
      log.debug({ err, group: label }, 'offsets could not be committed');
      commitLater(commitAgainMs);
    });
    return committing;
  }

  function commitLater(ms: number): void {
    if (!begin) {
      timer ??= setTimeout(commit, ms);
    }
  }

  function hold(slot: Slot): void {
    const key = slotKey(slot);
    const work = workPartition({
      deliver: (delivery) => options.deliver({ ...delivery, slot }),
      doubtful: () => !begin && doubtful(),
      settled: (offset) => {
        if (held.get(key)?.work === work) {
          due.set(key, offset);
          options.settled?.({ ...slot, offset });
          commitLater(commitLaterMs);
        }
      },
      failed: (err) => log.error({ err, group: label, ...slot }, 'a batch could not be settled, it comes again'),
      pause: () => consumer?.pause(slot),
      resume: () => consumer?.resume(slot),
    });
    held.set(key, { slot, work, committed: undefined, next: due.get(key), asked: 0 });
  }

  /** Waits for what is in hand, and for no longer than it may take. */
  async function finish(): Promise<void> {
    const works = [...held.values()].map(({ work }) => work);
    const beating = setInterval(() => {
      consumer?.heartbeat().catch((err: unknown) => log.debug({ err, group: label }, 'the group is waiting for us'));
    }, heartbeatMs);
    try {
      await within(releaseTimeoutMs, () => Promise.all(works.map((work) => work.stop())));
    } catch (err) {
      log.warn({ err, group: label }, 'partitions are given up though an event of theirs is still in hand');
    } finally {
      clearInterval(beating);
    }
    if (!begin) {
      await commit();
    }
  }

  /** What was held is somebody else's. */
  function forget(): void {
    for (const { work } of held.values()) {
      void work.stop();
    }
    held.clear();
  }

  async function release(): Promise<void> {
    await finish();
    forget();
    releasing = undefined;
  }

  function released(): boolean {
    if (held.size > 0) {
      releasing ??= release();
    }
    return releasing === undefined;
  }

  function joined(slots: readonly Slot[]): void {
    forget();
    const ours = new Set(slots.map(slotKey));
    for (const key of due.keys()) {
      if (!begin && !ours.has(key)) {
        due.delete(key);
      }
    }
    for (const slot of closing ? [] : slots) {
      hold(slot);
      consumer?.resume(slot);
      const offset = due.get(slotKey(slot));
      if (begin && offset !== undefined) {
        consumer?.seek({ ...slot, offset });
      }
    }
  }

  /**
   * A fetch may have begun before the group was joined anew, or before the partition's leader moved. kafkajs goes on after it, and
   * what lies between would be passed by: so each partition is followed offset by offset, and what is missing is asked for.
   */
  function fetched(slot: Slot, messages: readonly IncomingMessage[]): void {
    const one = held.get(slotKey(slot));
    const first = messages[0]?.offset;
    const last = messages.at(-1)?.offset;
    if (!one || first === undefined || last === undefined) {
      return;
    }
    if (one.next !== undefined && first > one.next && one.asked < patience) {
      one.asked += 1;
      log.debug({ group: label, ...slot, first, next: one.next, asked: one.asked }, 'a fetch left messages out');
      consumer?.seek({ ...slot, offset: one.next });
      return;
    }
    if (!due.has(slotKey(slot))) {
      due.set(slotKey(slot), first);
    }
    one.next = last + 1;
    one.asked = 0;
    one.work.take(messages.map((message) => toEntry(message, slot, log)));
  }

  const kept = await keepConsumer({
    group: label,
    log,
    listener: { released, joined, fetched },
    open: async (listener) => {
      await options.prepare();
      if (begin && !begun) {
        for (const position of await begin()) {
          due.set(slotKey(position), position.offset);
        }
        begun = true;
      }
      consumer = client.consumer({ group, topics, listener });
      await consumer.start();
      return consumer;
    },
    down: () => {
      forget();
      consumer = undefined;
    },
  });
  doubtful = kept.doubtful;

  return {
    slots: () => [...held.values()].map(({ slot }) => slot),
    close: async () => {
      closing = true;
      await finish();
      clearTimeout(timer);
      await kept.close();
    },
  };
}
