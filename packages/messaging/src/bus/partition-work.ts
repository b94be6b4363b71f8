import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from './kafka-message.ts';

/** How many events of one partition are delivered at once. */
const batchSize = 100;
/** No more is fetched while this many wait, until most of them are done. */
const enough = 400;
const few = 100;
const redeliverMs = 500;

export interface Delivery {
  readonly entries: readonly Entry[];
  stopped(): boolean;
}

export interface PartitionWork {
  take(entries: readonly Entry[]): void;
  /** Nothing more is begun. @returns when what is in hand has ended. */
  stop(): Promise<void>;
  /** The offset after the last message that is settled; undefined: none was. */
  settled(): number | undefined;
}

interface WorkOptions {
  deliver(delivery: Delivery): Promise<void>;
  /** Whether the partition may be somebody else's by now; then nothing is begun until that is known. */
  doubtful(): boolean;
  settled(offset: number): void;
  failed(error: unknown): void;
  pause(): void;
  resume(): void;
}

/**
 * Delivers one partition's messages in order, batch by batch; one that fails comes again, while other partitions go on. Fetching
 * does not wait for it, so that heartbeats go on and a long poll is always under way.
 */
export function workPartition(options: WorkOptions): PartitionWork {
  let waiting: Entry[] = [];
  let stopping = false;
  let paused = false;
  let settled: number | undefined;
  let running: Promise<void> | undefined;

  const stopped = () => stopping || options.doubtful();

  function flow(): void {
    if (!paused && waiting.length >= enough) {
      paused = true;
      options.pause();
    } else if (paused && waiting.length <= few) {
      paused = false;
      options.resume();
    }
  }

  async function deliverNext(): Promise<void> {
    const entries = waiting.slice(0, batchSize);
    const last = entries.at(-1);
    if (!last) {
      return;
    }
    try {
      if (entries.some(({ event }) => event !== null)) {
        await options.deliver({ entries, stopped });
      }
      waiting = waiting.slice(entries.length);
      settled = last.offset + 1;
      options.settled(settled);
      if (!stopping) {
        flow();
      }
    } catch (error) {
      if (!stopped()) {
        options.failed(error);
        await sleep(redeliverMs);
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopping && waiting.length > 0) {
      if (options.doubtful()) {
        await sleep(redeliverMs);
      } else {
        await deliverNext();
      }
    }
    running = undefined;
  }

  return {
    take: (entries) => {
      if (!stopping) {
        waiting = [...waiting, ...entries];
        flow();
        running ??= run();
      }
    },
    stop: async () => {
      stopping = true;
      await running;
    },
    settled: () => settled,
  };
}
