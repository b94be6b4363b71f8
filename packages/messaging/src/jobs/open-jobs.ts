import type { ServiceName } from '@tradewind/contracts/permissions';
import type { messages } from '@tradewind/contracts/schemas';
import { type Logger, maybeCall, takeStep } from '@tradewind/service';
import type { Job, JobsOptions } from 'bullmq';
import { within } from '../bounded.ts';
import { watchJobs } from '../metrics.ts';
import { retention } from '../retention.ts';
import { attemptJob } from './attempt-job.ts';
import { type JobQueue, type JobWorker, openJobBackend } from './backend.ts';
import { figuresOf } from './figures.ts';
import { type JobWork, type JobWorks, pauseAfter, type Stored } from './job-work.ts';
import { keepSchedules } from './schedules.ts';

/** Jobs of one service: each name with its data. */
export interface Jobs<Catalogue extends object = Record<string, unknown>> {
  /**
   * Resolves when the job is stored; rejects within five seconds when it cannot be told that it is. It is not part of any
   * transaction: enqueue after the commit, and let a schedule find what a crash, or a backend that is away, left out. With an `id`,
   * a job of that name and id that is still known (docs/retention.md) is not added again.
   */
  enqueue<Name extends keyof Catalogue & string>(
    name: Name,
    data: Catalogue[Name],
    options?: { id?: string; delayMs?: number },
  ): Promise<void>;
  /** Begins to work on the named jobs in this process. Resolves when their schedules are stored. */
  work(works: JobWorks<Catalogue>): Promise<void>;
  /** How it stands with each name that this process was given to work on. @throws when the backend cannot be reached. */
  figures(): Promise<messages.JobFigures[]>;
  /** @throws when the backend cannot be reached; for readiness. */
  check(): Promise<void>;
  /** Takes no more jobs, finishes those under way within eight seconds. */
  close(): Promise<void>;
}

export interface JobsOpenOptions {
  readonly service: ServiceName;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly log: Logger;
  /** The works of a process that leaves them to others: it enqueues, and tells how they stand. */
  readonly idle?: boolean;
  /** For tests: how often schedules are stored again, 15,000 unless told. Milliseconds. */
  readonly keepSchedulesMs?: number;
}

const day = 86_400;
/** Each worker decides how often and when, so the job itself allows any number. */
const kept: JobsOptions = {
  attempts: 1_000,
  backoff: { type: 'by-worker' },
  removeOnComplete: { age: retention.doneJobDays * day, count: retention.doneJobCount },
  removeOnFail: { age: retention.failedJobDays * day, count: retention.failedJobCount },
};

/** A worker that died is missed after some 6 seconds, and its jobs begin again. */
const recovery = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 10 };
const storeWithinMs = 5_000;
const finishWithinMs = 8_000;

/** BullMQ refuses colons and takes numbers for its own ids. */
const jobIdOf = (id: string) => `id-${id.replaceAll(':', '~')}`;

/** Opens a service's jobs: in the schema `bullmq` of its database, or in Redis when an address is given. @throws when that cannot be reached. */
export async function openJobs<Catalogue extends object = Record<string, unknown>>(options: JobsOpenOptions): Promise<Jobs<Catalogue>> {
  const { service, log, idle = false, keepSchedulesMs = 15_000 } = options;
  const backend = await openJobBackend({ ...options, application: `${service}:jobs` });
  const queues = new Map<string, JobQueue>();
  const workers: JobWorker[] = [];
  const named = new Set<string>();
  const queueName = (name: string) => `${service}.${name}`;

  function queueOf(name: string): JobQueue {
    const queue = queues.get(name) ?? backend.queue(queueName(name));
    queues.set(name, queue);
    return queue;
  }

  const schedules = keepSchedules({
    everyMs: keepSchedulesMs,
    log,
    store: async (name, everyMs) => {
      const stored: Stored = { data: {} };
      await queueOf(name).upsertJobScheduler(name, { every: everyMs }, { name, data: stored, opts: kept });
    },
  });
  backend.onReturn(schedules.store);

  async function startWork<Data>(name: string, work: JobWork<Data>): Promise<void> {
    const process = (job: Job<Stored>) => attemptJob(name, work, job, { service, log });
    const settings = { backoffStrategy: (made: number) => pauseAfter(made, work.backoffMs) };
    workers.push(backend.worker(queueName(name), process, { concurrency: work.concurrency ?? 1, settings, ...recovery }));
    if (work.everyMs !== undefined) {
      await schedules.add(name, work.everyMs);
    }
  }

  const figures = () => Promise.all([...named].map((name) => figuresOf(name, queueOf(name))));
  const unwatch = watchJobs(figures);

  return {
    enqueue: async (name, data, { id, delayMs } = {}) => {
      const stored: Stored = { data, traceparent: maybeCall()?.traceparent };
      const jobId = id === undefined ? undefined : jobIdOf(id);
      const store = () => queueOf(name).add(name, stored, { ...kept, jobId, delay: delayMs });
      await takeStep({ kind: 'enqueue', names: [name] }, () => within(storeWithinMs, store));
    },
    work: async (works) => {
      for (const name of Object.keys(works) as (keyof Catalogue & string)[]) {
        const work = works[name];
        if (work) {
          named.add(name);
          if (!idle) {
            await startWork(name, work);
          }
        }
      }
    },
    figures,
    check: () => backend.check(),
    close: async () => {
      unwatch();
      await schedules.close();
      const finished = Promise.all(workers.map((worker) => worker.close()));
      await within(finishWithinMs, () => finished).catch((err) => log.warn({ err }, 'jobs under way are left behind'));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}
