import { dueLimit, dueStreams, recordFailure, type Stream } from './dead-letters.ts';
import { describeFailure } from './describe-failure.ts';
import { ReplayError, type Settling, settleParked } from './settle.ts';

export interface RetryPolicy {
  /** Attempts before an event is parked. */
  readonly attempts: number;
  /** The pause after the n-th attempt, from 1; milliseconds. Other events of the partition wait for it, so it is short. */
  delayMs(attempt: number): number;
  /** The pause after the n-th attempt, those before parking included, once parked; null: no more, somebody has to look. */
  parkedDelayMs(attempt: number): number | null;
  /** What is kept of an error: its message, without its inside. */
  describe(error: unknown): string;
}

/** Three attempts within 300 ms; then, parked, ten more over some seventeen minutes: a neighbour's restart heals by itself. */
export const retryPolicy: RetryPolicy = {
  attempts: 3,
  delayMs: (attempt) => Math.min(50 * 5 ** (attempt - 1), 2_000),
  parkedDelayMs: (attempt) => (attempt > 12 ? null : Math.max(1_000, 125 * 2 ** attempt)),
  describe: describeFailure,
};

const tickMs = 500;

/** Runs work when one of the process's places for effects is free. */
type Slot = <T>(work: () => Promise<T>) => Promise<T>;

/** Tries parked events whose time has come, in order per stream. Every process of a service may do so: a stream is locked meanwhile. */
export function startRetries(settling: Settling, policy: RetryPolicy, slot: Slot): { close(): Promise<void> } {
  const { db, log } = settling;
  let closed = false;
  let running: Promise<void> | undefined;

  async function retryStream(stream: Stream): Promise<void> {
    try {
      while (!closed && (await slot(() => settleParked(settling, stream))));
    } catch (err) {
      if (!(err instanceof ReplayError)) {
        throw err;
      }
      const attempts = err.attempts + 1;
      const retryMs = policy.parkedDelayMs(attempts);
      await recordFailure(db, err.event.id, { error: policy.describe(err.cause), attempts, retryMs });
      log[retryMs === null ? 'error' : 'warn'](
        { err: err.cause, eventId: err.event.id, type: err.event.type, attempts },
        retryMs === null ? 'a parked event is given up: somebody has to look' : 'a parked event failed again',
      );
    }
  }

  async function run(): Promise<void> {
    try {
      let streams: Stream[];
      do {
        streams = await dueStreams(db);
        const results = await Promise.allSettled(streams.map(retryStream));
        const failed = results.find((result) => result.status === 'rejected');
        if (failed) {
          throw failed.reason;
        }
      } while (!closed && streams.length === dueLimit);
    } catch (err) {
      log.warn({ err }, 'parked events could not be tried');
    }
    running = undefined;
  }

  const timer = setInterval(() => {
    running ??= run();
  }, tickMs);
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
