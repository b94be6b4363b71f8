import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '../log.ts';

export interface RedisConnectionOptions {
  readonly url: string;
  /** What it is for, such as `user:limits`: its name in the log and in Redis's CLIENT LIST. */
  readonly purpose: string;
  readonly log: Logger;
  /**
   * Milliseconds that a command may take. It fails at once while Redis is away, and is never sent again. Without it commands wait
   * until Redis is back, which is for BullMQ's workers alone.
   */
  readonly answerWithinMs?: number;
}

/** A connection on which something was asked and nothing came for so long is dead; workers ask with a wait of up to 10 s. */
const silence = { quick: 1_000, waiting: 30_000 };
const longestPauseMs = 2_000;

function settings({ purpose, answerWithinMs }: RedisConnectionOptions): RedisOptions {
  const common: RedisOptions = {
    connectionName: purpose,
    connectTimeout: 3_000,
    retryStrategy: (tried) => Math.min(50 * 2 ** tried, longestPauseMs) * (0.75 + Math.random() / 4),
  };
  if (answerWithinMs === undefined) return { ...common, maxRetriesPerRequest: null, socketTimeout: silence.waiting };
  return {
    ...common,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    commandTimeout: answerWithinMs,
    socketTimeout: Math.max(silence.quick, 2 * answerWithinMs),
  };
}

/**
 * One connection to Redis that comes back by itself, with pauses of at most two seconds. That it is lost, and that it is back, is
 * logged once each; errors of commands are their caller's.
 */
export function openRedis(options: RedisConnectionOptions): Redis {
  const { url, purpose, log } = options;
  const redis = new Redis(url, settings(options));
  let isLost = false;
  const lost = (err?: Error) => {
    if (!isLost) log.warn({ err, purpose }, 'Redis cannot be reached');
    isLost = true;
  };
  redis.on('error', lost);
  redis.on('reconnecting', () => lost());
  redis.on('ready', () => {
    if (isLost) log.info({ purpose }, 'Redis is back');
    isLost = false;
  });
  return redis;
}

/** Waits for the first connection, so long. @returns whether it is there */
export async function isConnected(redis: Redis, withinMs: number): Promise<boolean> {
  if (redis.status === 'ready') return true;
  const ready = new Promise<true>((resolve) => redis.once('ready', () => resolve(true)));
  const late = new Promise<false>((resolve) => setTimeout(resolve, withinMs, false).unref());
  return await Promise.race([ready, late]);
}
