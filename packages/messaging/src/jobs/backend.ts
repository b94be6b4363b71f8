import type { Logger } from '@tradewind/service';
import { createPostgresBackend, type JobsOptions, type Processor, Queue, runMigrations, Worker, type WorkerOptions } from 'bullmq';
import pg from 'pg';

/** What of BullMQ's queue is used. */
export interface JobQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown; opts: Omit<JobsOptions, 'jobId' | 'repeat' | 'delay'> },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** What of BullMQ's worker is used. */
export interface JobWorker {
  close(): Promise<void>;
}

export interface JobBackend {
  queue(name: string): JobQueue;
  worker(name: string, process: Processor, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  check(): Promise<void>;
  close(): Promise<void>;
}

/** BullMQ tells of lost connections as events; unheard, they would end the process. */
function heard<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(log: Logger, emitter: T): T {
  emitter.on('error', (err) => log.warn({ err }, 'jobs: an exchange with the backend failed'));
  return emitter;
}

/** Jobs in the schema `bullmq` of a PostgreSQL database, over one pool; each worker keeps one connection of it to listen. */
async function openPostgres(url: string, application: string, log: Logger): Promise<JobBackend> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: application,
    options: '-c search_path=bullmq',
    max: 12,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  heard(log, pool);
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  return {
    queue: (name) => heard(log, new Queue(name, { connection: pool }, createPostgresBackend)),
    worker: (name, process, options) => heard(log, new Worker(name, process, { ...options, connection: pool }, createPostgresBackend)),
    check: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}

/** Jobs in Redis, which must not evict keys. Needs the package `ioredis` beside BullMQ. */
function openRedis(url: string, log: Logger): JobBackend {
  const connection = { url, maxRetriesPerRequest: null };
  const probe = heard(log, new Queue('probe', { connection }));
  return {
    queue: (name) => heard(log, new Queue(name, { connection })),
    worker: (name, process, options) => heard(log, new Worker(name, process, { ...options, connection })),
    check: async () => {
      await probe.getJobCountByTypes('wait');
    },
    close: () => probe.close(),
  };
}

export async function openJobBackend(options: {
  databaseUrl: string;
  redisUrl?: string;
  application: string;
  log: Logger;
}): Promise<JobBackend> {
  const { databaseUrl, redisUrl, application, log } = options;
  return redisUrl ? openRedis(redisUrl, log) : openPostgres(databaseUrl, application, log);
}
