import { setTimeout as sleep } from 'node:timers/promises';
import type { Topic } from '@tradewind/contracts/events';
import type { Logger } from '@tradewind/service';
import { watchLag } from '../metrics.ts';
import { partitionCount } from '../partition.ts';
import { keepSession, type Session } from '../session.ts';
import { cursorStore, type Held } from './cursor-store.ts';
import type { Batch, Subscription } from './event-bus.ts';
import { acquire, batchSize, countBehind, type Entry, ends, fairShare, join, leave, readAfter, release } from './shares.ts';

const tickMs = 1_000;
const redeliverMs = 500;

/** The partitions in which a notification (`order.events:3,5 payment.events:1`) tells of events of the topics. */
function toldPartitions(payload: string, topics: readonly Topic[]): number[] {
  const heard: readonly string[] = topics;
  return payload.split(' ').flatMap((line) => {
    const [topic = '', partitions = ''] = line.split(':');
    return heard.includes(topic) ? partitions.split(',').map(Number) : [];
  });
}

interface SubscriptionOptions {
  readonly url: string;
  readonly application: string;
  /** Null: hears everything from now on, shares with nobody and stores nothing. */
  readonly group: string | null;
  readonly topics: readonly Topic[];
  readonly log: Logger;
  deliver(batch: Batch): Promise<void>;
}

/**
 * Reads the partitions that fall to this subscription and delivers their events, one batch per partition at a time. Locks,
 * reading and cursors go through one session: when it is lost, everything that it held is lost with it, and another goes on.
 */
export async function subscribe(options: SubscriptionOptions): Promise<Subscription> {
  const { group, topics, deliver, log } = options;
  const held = new Map<number, Held>();
  const running = new Set<Promise<void>>();
  /** Where a groupless subscription goes on after its session was lost. */
  const heard = new Map<number, number>();
  let session: Session | undefined;
  let closing = false;
  let pumping = false;
  let pumpAgain = false;
  let balancing = false;
  let balanceAgain = false;
  const store = group === null ? undefined : cursorStore({ group, held, log, session: () => session });

  /** What a lost session leaves undone is taken up when the next one is there. */
  const failed = (err: unknown) => log.debug({ err, group }, 'an exchange with the event log failed');
  function inBackground(work: Promise<void>): void {
    work.catch(failed);
  }

  function hold(partition: number, position: number): void {
    held.set(partition, { position, stored: position, busy: false, woken: true, leaving: false });
  }

  async function letGo(partition: number, entry: Held): Promise<void> {
    await store?.now();
    if (session && group !== null && held.get(partition) === entry) {
      held.delete(partition);
      await release(session, group, partition);
    }
  }

  function settled(partition: number, entry: Held, entries: readonly Entry[], delivered: boolean): void {
    if (held.get(partition) !== entry) {
      return;
    }
    entry.position = entries.at(-1)?.position ?? entry.position;
    heard.set(partition, entry.position);
    entry.busy = false;
    if (entry.leaving) {
      inBackground(letGo(partition, entry));
      return;
    }
    entry.woken ||= entries.length === batchSize;
    if (delivered) {
      store?.later(failed);
    }
    inBackground(pump());
  }

  async function work(partition: number, entry: Held, entries: readonly Entry[]): Promise<void> {
    const events = entries.flatMap(({ event }) => event ?? []);
    const stopped = () => closing || held.get(partition) !== entry;
    try {
      if (events.length > 0) {
        await deliver({ events, stopped });
      }
      settled(partition, entry, entries, events.length > 0);
    } catch (err) {
      if (!stopped()) {
        log.error({ err, group, partition }, 'a batch could not be settled, it comes again');
        await sleep(redeliverMs);
      }
      entry.woken = true;
      settled(partition, entry, [], false);
    }
  }

  async function pumpOnce(via: Session): Promise<void> {
    const ready = [...held].filter(([, { busy, woken, leaving }]) => woken && !busy && !leaving);
    if (ready.length === 0) {
      return;
    }
    for (const [, entry] of ready) {
      entry.busy = true;
      entry.woken = false;
    }
    const cursors = ready.map(([partition, { position }]) => ({ partition, position }));
    const read = Map.groupBy(await readAfter(via, cursors, topics), ({ partition }) => partition);
    for (const [partition, entry] of ready) {
      const entries = read.get(partition);
      if (entries && !closing) {
        const task = work(partition, entry, entries).finally(() => running.delete(task));
        running.add(task);
      } else {
        settled(partition, entry, [], false);
      }
    }
  }

  async function pump(): Promise<void> {
    pumpAgain = true;
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (pumpAgain && session && !closing) {
        pumpAgain = false;
        await pumpOnce(session);
      }
    } finally {
      pumping = false;
    }
  }

  async function balanceOnce(via: Session, name: string): Promise<void> {
    const share = await fairShare(via, name);
    const kept = [...held].filter(([, { leaving }]) => !leaving);
    for (const [partition, entry] of kept.slice(share)) {
      entry.leaving = true;
      if (!entry.busy) {
        await letGo(partition, entry);
      }
    }
    const free = Array.from({ length: partitionCount }, (_, index) => index).filter((partition) => !held.has(partition));
    if (kept.length < share && free.length > 0) {
      for (const { partition, position } of await acquire(via, name, free, share - kept.length)) {
        hold(partition, position);
      }
    }
  }

  async function balance(): Promise<void> {
    balanceAgain = true;
    if (balancing || group === null) {
      return;
    }
    balancing = true;
    try {
      while (balanceAgain && session && !closing) {
        balanceAgain = false;
        await balanceOnce(session, group);
      }
    } finally {
      balancing = false;
    }
    await pump();
  }

  async function up(fresh: Session): Promise<void> {
    session = fresh;
    if (group !== null) {
      await join(fresh, group);
      await balance();
      return;
    }
    for (const { partition, position } of await ends(fresh)) {
      const from = heard.get(partition) ?? position;
      heard.set(partition, from);
      hold(partition, from);
    }
    inBackground(pump());
  }

  function notified(channel: string, payload: string): void {
    if (channel === 'event_log_group') {
      if (payload === group) {
        inBackground(balance());
      }
      return;
    }
    let any = false;
    for (const partition of toldPartitions(payload, topics)) {
      const entry = held.get(partition);
      if (entry) {
        entry.woken = true;
        any = true;
      }
    }
    if (any) {
      inBackground(pump());
    }
  }

  const ticking = setInterval(() => {
    for (const entry of held.values()) {
      entry.woken = true;
    }
    inBackground(
      balance()
        .then(pump)
        .then(() => store?.now()),
    );
  }, tickMs);

  const channels = group === null ? ['event_log'] : ['event_log', 'event_log_group'];
  const kept = await keepSession({
    ...options,
    channels,
    up,
    notified,
    down: () => {
      session = undefined;
      held.clear();
    },
  });
  const unwatch =
    group === null ? () => undefined : watchLag(group, async () => (session ? countBehind(session, group, [...held.keys()], topics) : 0));

  return {
    close: async () => {
      closing = true;
      clearInterval(ticking);
      unwatch();
      await Promise.allSettled(running);
      await store?.now().catch(failed);
      if (session && group !== null) {
        await leave(session, group).catch(failed);
      }
      await kept.close();
    },
  };
}
