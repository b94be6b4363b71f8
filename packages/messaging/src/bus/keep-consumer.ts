import type { Logger } from '@tradewind/service';
import { within } from '../bounded.ts';
import { busRestarts } from '../metrics.ts';
import { type ConsumerListener, type KafkaConsumer, rebalanceTimeoutMs, sessionTimeoutMs } from './kafka-client.ts';

/** Fetches come back twice a second: one from which nothing is heard for so long has stopped, whatever it says. Milliseconds. */
const silenceMs = 15_000;
/** Joining waits for what we and others have in hand. */
const joinSilenceMs = 2 * rebalanceTimeoutMs;
const watchMs = 1_000;
const stopTimeoutMs = 5_000;
const longestPauseMs = 5_000;

interface KeptOptions {
  /** For log and metric. */
  readonly group: string;
  readonly log: Logger;
  readonly listener: Pick<ConsumerListener, 'released' | 'joined' | 'fetched'>;
  /** Opens and starts one. @throws when no broker answers. */
  open(listener: ConsumerListener): Promise<KafkaConsumer>;
  /** It ended: what was assigned is lost. */
  down(): void;
}

interface KeptConsumer {
  /** Whether the coordinator has not known us for so long that others may have our partitions. */
  doubtful(): boolean;
  close(): Promise<void>;
}

/**
 * Keeps a consumer running. kafkajs ends one after an error that it does not expect, and some stop without a word
 * (https://github.com/tulios/kafkajs/issues/659), so one that crashed or is silent is replaced, with a growing pause.
 * Resolves once the first one has started.
 */
export async function keepConsumer(options: KeptOptions): Promise<KeptConsumer> {
  const { group, log, listener } = options;
  let closed = false;
  let failures = 0;
  let beat = 0;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });

  /** Runs one until it ends. */
  async function live(started: () => void): Promise<void> {
    let heard = Date.now();
    let joining = true;
    let over = false;
    let fail: (error: unknown) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const watch = setInterval(() => {
      if (Date.now() - heard > (joining ? joinSilenceMs : silenceMs)) {
        fail(new Error('the consumer is silent'));
      }
    }, watchMs);

    // One that was given up may go on for a while; nobody listens to it any more.
    const current: ConsumerListener = {
      released: () => {
        heard = joining ? heard : Date.now();
        joining = true;
        return over || listener.released();
      },
      joined: (slots) => {
        if (over) {
          return;
        }
        joining = false;
        heard = Date.now();
        beat = heard;
        if (failures > 0) {
          log.info({ group }, 'events are heard again');
        }
        failures = 0;
        listener.joined(slots);
      },
      fetched: (slot, messages) => {
        if (!over) {
          listener.fetched(slot, messages);
        }
      },
      polled: () => {
        heard = Date.now();
      },
      beat: () => {
        beat = Date.now();
      },
      failed: (error) => fail(error),
    };
    const opening = options.open(current);
    try {
      if (await Promise.race([opening, failed, stopped])) {
        started();
        await Promise.race([failed, stopped]);
      }
    } finally {
      over = true;
      clearInterval(watch);
      options.down();
      await within(stopTimeoutMs, async () => (await opening).stop()).catch((err: unknown) => {
        log.debug({ err, group }, 'a consumer did not end in time');
      });
    }
  }

  async function pause(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([over, stopped]);
    clearTimeout(timer);
  }

  async function run(started: () => void): Promise<void> {
    while (!closed) {
      try {
        await live(started);
      } catch (err) {
        log[failures === 0 ? 'warn' : 'debug']({ err, group }, 'events are not heard for the moment, trying again');
      }
      if (!closed) {
        failures += 1;
        busRestarts.inc({ group });
        await pause(Math.min(100 * 2 ** failures, longestPauseMs));
      }
    }
  }

  let running: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve) => {
    running = run(resolve);
  });
  return {
    doubtful: () => Date.now() - beat > sessionTimeoutMs,
    close: async () => {
      closed = true;
      stop();
      await running;
    },
  };
}
