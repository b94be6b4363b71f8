import { createDatabase, type OwnBackend, ownPostgres, ownRedis } from '@tradewind/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { type JobsOpenOptions, openJobs } from '../jobs/open-jobs.ts';
import { log } from './test-stage.ts';

/** The jobs of these tests, with their data. */
interface Catalogue {
  greet: { name: string };
  crash: Record<string, never>;
}

export type Where = Pick<JobsOpenOptions, 'databaseUrl' | 'redisUrl'>;

/** Where jobs are, with what a test may do there behind their back. */
export interface JobPlace {
  /** The server of this file, which may be taken away. */
  readonly server: OwnBackend;
  /** Without anything of another test; shared with other files where it need not be taken away. */
  fresh(): Promise<Where>;
  /** Without anything of another test, on the server of this file. What it has answered survives its death. */
  freshHere(): Promise<Where>;
  /** Connected, and without an answer until the returned function is called. */
  standStill(): Promise<() => Promise<void>>;
  /** What of `greet` that has ended is kept. */
  ended(where: Where, state: 'completed' | 'failed'): Promise<EndedJobs>;
}

interface EndedJobs {
  ids(): Promise<string[]>;
  /** Moves the end of a job so many milliseconds into the past. */
  age(id: string, ms: number): Promise<void>;
  /** Puts so many older copies of a job beside it. */
  copy(id: string, count: number): Promise<void>;
}

/** A redis:// address that nobody may mistake for where jobs are. */
const nowhere = 'postgres://nobody:nothing@127.0.0.1:1/nothing';

export async function openTestJobs(where: Where, options: Partial<JobsOpenOptions> = {}) {
  const jobs = await openJobs<Catalogue>({ service: 'product', log, ...where, ...options });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await jobs.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...jobs, close };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

export async function jobsInPostgres(): Promise<JobPlace> {
  const server = await ownPostgres();
  return {
    server,
    fresh: async () => ({ databaseUrl: (await createDatabase('product')).url }),
    async freshHere() {
      const client = await connect(server.url);
      await client.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
      await client.end();
      return { databaseUrl: server.url };
    },
    async standStill() {
      const client = await connect(server.url);
      await client.query('BEGIN; LOCK TABLE bullmq.job');
      return () => client.end();
    },
    async ended({ databaseUrl }, state) {
      const client = await connect(databaseUrl);
      onTestFinished(() => client.end());
      return {
        ids: async () =>
          (await client.query<{ id: string }>('SELECT id FROM bullmq.job WHERE state = $1::bullmq.job_state', [state])).rows.map(
            ({ id }) => id,
          ),
        age: async (id, ms) =>
          void (await client.query('UPDATE bullmq.job SET finished_at_ms = finished_at_ms - $2 WHERE id = $1', [id, ms])),
        copy: async (id, count) =>
          void (await client.query(
            `INSERT INTO bullmq.job SELECT (jsonb_populate_record(j, jsonb_build_object('id', 'copy-' || n, 'seq', -n))).*
             FROM bullmq.job j, generate_series(1, $2) n WHERE j.id = $1`,
            [id, count],
          )),
      };
    },
  };
}

export async function jobsInRedis(): Promise<JobPlace> {
  const server = await ownRedis();
  const freshHere = async () => {
    const redis = new Redis(server.url);
    await redis.flushall();
    // As it is started it may put a write off while the disk is slow.
    await redis.config('SET', 'appendfsync', 'always');
    redis.disconnect();
    return { databaseUrl: nowhere, redisUrl: server.url };
  };
  return {
    server,
    fresh: freshHere,
    freshHere,
    async standStill() {
      server.freeze();
      return async () => server.thaw();
    },
    async ended(_where, state) {
      const redis = new Redis(server.url);
      onTestFinished(() => redis.disconnect());
      const queue = 'tradewind:jobs:product.greet';
      return {
        ids: () => redis.zrange(`${queue}:${state}`, '0', '-1'),
        age: async (id, ms) => void (await redis.zincrby(`${queue}:${state}`, -ms, id)),
        async copy(id, count) {
          const at = Number(await redis.zscore(`${queue}:${state}`, id));
          for (let number = 1; number <= count; number += 1) {
            await redis.copy(`${queue}:${id}`, `${queue}:copy-${number}`);
            await redis.zadd(`${queue}:${state}`, at - number, `copy-${number}`);
          }
        },
      };
    },
  };
}
