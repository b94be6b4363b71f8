import { TradewindError } from '@tradewind/contracts/errors';
import type { Logger } from '../log.ts';
import { limitsWithoutRedis } from '../metrics.ts';
import { isConnected, openRedis } from '../redis/open-redis.ts';
import { createLocalLimiter, type Take } from './gcra.ts';
import { createRedisLimiter } from './redis-limiter.ts';

/** A check may take so long; beside what it guards that is little, and a Redis of the same site answers in less than one. */
const answerWithinMs = 100;
/** How long the start of a process waits for the first connection. */
const connectWithinMs = 1_000;
/** Seconds after which somebody who was refused for want of Redis may try again. */
const retryAfter = 2;

export interface RateLimiter {
  /**
   * Takes all of these or none. While Redis is away they are counted in this process instead, or, with `strictly`, nobody passes:
   * for what is guessed at, where somebody who can disturb Redis must gain nothing by it.
   * @returns the seconds after which it may be tried again, 0 when they were taken
   * @throws UNAVAILABLE with `retryAfter` where they cannot be counted strictly
   */
  take(takes: readonly Take[], options?: { strictly?: boolean }): Promise<number>;
  /** Gives a key its whole burst again. Never fails: at worst it stays as it was. */
  forget(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface RateLimiterOptions {
  /** Whose limits these are: processes of one name share them. */
  readonly service: string;
  /** Without it limits are kept in this process. */
  readonly redisUrl?: string | undefined;
  /** Multiplies every limit; 0 switches them off. */
  readonly scale: number;
  readonly log: Logger;
}

/** Opens a service's rate limits: in Redis, shared by all of its processes, or in this one. A Redis that is away is no reason to fail. */
export async function openRateLimiter({ service, redisUrl, scale, log }: RateLimiterOptions): Promise<RateLimiter> {
  const local = createLocalLimiter(scale);
  if (redisUrl === undefined || scale === 0) {
    return { take: async (takes) => local.take(takes), forget: async (key) => local.forget(key), close: async () => undefined };
  }
  const redis = openRedis({ url: redisUrl, purpose: `${service}:limits`, log, answerWithinMs });
  const shared = createRedisLimiter(redis, service, scale);
  await isConnected(redis, connectWithinMs);
  let isAway = false;

  function noteThat(away: boolean, err?: unknown): void {
    if (away && !isAway) log.warn({ err }, 'Redis does not answer: limits are counted in this process, and what is guessed at is refused');
    if (!away && isAway) log.info('limits are counted in Redis again');
    isAway = away;
  }

  return {
    async take(takes, { strictly = false } = {}) {
      try {
        const wait = await shared.take(takes);
        noteThat(false);
        return wait;
      } catch (err) {
        noteThat(true, err);
      }
      limitsWithoutRedis.inc({ outcome: strictly ? 'refused' : 'counted_here' });
      if (strictly) throw new TradewindError('UNAVAILABLE', 'Not available right now, try again in a moment.', { retryAfter });
      return local.take(takes);
    },
    async forget(key) {
      local.forget(key);
      await shared.forget(key).catch((err: unknown) => noteThat(true, err));
    },
    close: async () => redis.disconnect(),
  };
}
