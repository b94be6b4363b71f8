import type { Logger } from '@tradewind/service';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import type { JobBackend } from './backend.ts';
import { createHearing } from './heard.ts';

/** A worker that found its database away asks again after this; BullMQ's own pause is 15 s. Milliseconds. */
const retryMs = 1_000;

/** Jobs in the schema `bullmq` of a PostgreSQL database, over one pool; each worker keeps one connection of it to listen. */
export async function openPostgresBackend(url: string, application: string, log: Logger): Promise<JobBackend> {
  const heard = createHearing(log);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: application,
    options: '-c search_path=bullmq',
    max: 12,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  heard(pool);
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  return {
    queue: (name) => heard(new Queue(name, { connection: pool }, createPostgresBackend)),
    worker: (name, process, options) =>
      heard(new Worker(name, process, { ...options, connection: pool, runRetryDelay: retryMs }, createPostgresBackend)),
    onReturn: () => undefined,
    check: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}
