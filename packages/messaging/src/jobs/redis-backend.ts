import { isConnected, type Logger, openRedis } from '@tradewind/service';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobBackend } from './backend.ts';
import { createHearing } from './heard.ts';

const prefix = 'tradewind:jobs';
const connectWithinMs = 5_000;
const answerWithinMs = 2_000;

/** @throws Error that says what to set: a Redis that makes room for new keys would drop jobs without a word. */
async function requireNoEviction(redis: Redis): Promise<void> {
  const [, policy] = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory')) ?? [];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(`The Redis of REDIS_URL would lose jobs: its maxmemory-policy is ${policy}, and has to be noeviction`);
  }
}

/**
 * Jobs in Redis. Queues share one connection that fails at once while Redis is away, so that whoever enqueues is told; workers share
 * another that waits for it, and have one each to block on.
 */
export async function openRedisBackend(url: string, application: string, log: Logger): Promise<JobBackend> {
  const heard = createHearing(log);
  const quick = openRedis({ url, purpose: application, log, answerWithinMs });
  let waiting: Redis | undefined;
  const close = async () => {
    quick.disconnect();
    waiting?.disconnect();
  };
  try {
    if (!(await isConnected(quick, connectWithinMs))) throw new Error('The Redis of REDIS_URL cannot be reached');
    await requireNoEviction(quick);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    queue: (name) => heard(new Queue(name, { connection: quick, prefix, skipVersionCheck: true, skipWaitingForReady: true })),
    worker(name, process, options) {
      waiting ??= openRedis({ url, purpose: `${application}:work`, log });
      return heard(new Worker(name, process, { ...options, connection: waiting, prefix }));
    },
    onReturn: (listener) => void quick.on('ready', listener),
    check: async () => {
      await quick.ping();
    },
    close,
  };
}
