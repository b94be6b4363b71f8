import type { ServiceName } from '@tradewind/contracts/permissions';
import { type Logger, maybeCall, runInCall } from '@tradewind/service';
import { type Job, type JobsOptions, UnrecoverableError } from 'bullmq';
import { within } from '../bounded.ts';
import { jobsDone, sweepFound, sweepRan } from '../metrics.ts';
import { retention } from '../retention.ts';
import { type JobQueue, type JobWorker, openJobBackend } from './backend.ts';

/** What is stored of a job: its data, and the trace that it belongs to. */
interface Stored {
  readonly data: unknown;
  readonly traceparent?: string;
}

/** What a sweep came upon, by kind: how many it expired, returned, repaired … */
export type Findings = Readonly<Record<string, number>>;

export interface JobWork<Data> {
  /**
   * At least once: a job may run again after a crash or a time-out, so its effect must bear that. What it reports is counted, kept
   * with the job and, where there is anything, logged.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: handlers that return nothing are the usual ones
  handle(data: Data): Promise<Findings | void>;
  /** Has the job run every so often, once in all processes together, with an empty object as data. Milliseconds. */
  readonly everyMs?: number;
  /** Jobs of this name at once in this process, 1 unless told. */
  readonly concurrency?: number;
  /** Attempts in all, 5 unless told. */
  readonly attempts?: number;
  /** The pause after the first failure, 1,000 unless told; it doubles with each, up to ten minutes. Milliseconds. */
  readonly backoffMs?: number;
  /** How long one attempt may take, 60,000 unless told. Milliseconds. */
  readonly timeoutMs?: number;
}

/** How each job of a service is done, by its name. */
export type JobWorks<Catalogue extends object> = { readonly [Name in keyof Catalogue]?: JobWork<Catalogue[Name]> };

/** Jobs of one service: each name with its data. */
export interface Jobs<Catalogue extends object = Record<string, unknown>> {
  /**
   * Resolves when the job is stored. It is not part of any transaction: enqueue after the commit, and let a schedule find what a
   * crash in between left out. With an `id`, a job of that name and id that is still known (docs/retention.md) is not added again.
   */
  enqueue<Name extends keyof Catalogue & string>(
    name: Name,
    data: Catalogue[Name],
    options?: { id?: string; delayMs?: number },
  ): Promise<void>;
  /** Begins to work on the named jobs in this process. Resolves when their schedules are stored. */
  work(works: JobWorks<Catalogue>): Promise<void>;
  /** @throws when the backend cannot be reached; for readiness. */
  check(): Promise<void>;
  /** Takes no more jobs, finishes those under way. */
  close(): Promise<void>;
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
const longestPauseMs = 600_000;

/** BullMQ refuses colons and takes numbers for its own ids. */
const jobIdOf = (id: string) => `id-${id.replaceAll(':', '~')}`;

/** Opens a service's jobs: in the schema `bullmq` of its database, or in Redis when an address is given. */
export async function openJobs<Catalogue extends object = Record<string, unknown>>(options: {
  service: ServiceName;
  databaseUrl: string;
  redisUrl?: string;
  log: Logger;
}): Promise<Jobs<Catalogue>> {
  const { service, log } = options;
  const backend = await openJobBackend({ ...options, application: `${service}:jobs` });
  const queues = new Map<string, JobQueue>();
  const workers: JobWorker[] = [];
  const queueName = (name: string) => `${service}.${name}`;

  function queueOf(name: string): JobQueue {
    const queue = queues.get(name) ?? backend.queue(queueName(name));
    queues.set(name, queue);
    return queue;
  }

  function report(job: string, findings: Findings): void {
    sweepRan.setToCurrentTime({ job });
    for (const [what, count] of Object.entries(findings)) {
      sweepFound.inc({ job, what }, count);
    }
    if (Object.values(findings).some((count) => count > 0)) {
      log.info({ job, findings }, 'a sweep found something');
    }
  }

  async function attempt<Data>(name: string, work: JobWork<Data>, job: Job<Stored>): Promise<Findings | undefined> {
    const timeoutMs = work.timeoutMs ?? 60_000;
    const { data, traceparent } = job.data;
    const actor = { kind: 'service', name: service } as const;
    try {
      const findings = await within(timeoutMs, (signal) =>
        // The cast: whoever enqueues the name gives the data that the catalogue says.
        runInCall({ actor, traceparent, log, signal, deadline: Date.now() + timeoutMs }, () => work.handle(data as Data)),
      );
      jobsDone.inc({ job: name, outcome: 'done' });
      if (findings) {
        report(name, findings);
      }
      return findings ?? undefined;
    } catch (err) {
      const last = job.attemptsMade + 1 >= (work.attempts ?? 5);
      jobsDone.inc({ job: name, outcome: last ? 'given_up' : 'failed' });
      log[last ? 'error' : 'warn']({ err, job: name, jobId: job.id, attempt: job.attemptsMade + 1 }, 'a job failed');
      throw last ? new UnrecoverableError(err instanceof Error ? err.message : 'the job failed') : err;
    }
  }

  async function startWork<Data>(name: string, work: JobWork<Data>): Promise<void> {
    const backoffStrategy = (made: number) => Math.min((work.backoffMs ?? 1_000) * 2 ** (made - 1), longestPauseMs);
    workers.push(
      backend.worker(queueName(name), (job: Job<Stored>) => attempt(name, work, job), {
        concurrency: work.concurrency ?? 1,
        settings: { backoffStrategy },
        ...recovery,
      }),
    );
    if (work.everyMs !== undefined) {
      const stored: Stored = { data: {} };
      await queueOf(name).upsertJobScheduler(name, { every: work.everyMs }, { name, data: stored, opts: kept });
    }
  }

  return {
    enqueue: async (name, data, { id, delayMs } = {}) => {
      const stored: Stored = { data, traceparent: maybeCall()?.traceparent };
      await queueOf(name).add(name, stored, { ...kept, jobId: id === undefined ? undefined : jobIdOf(id), delay: delayMs });
    },
    work: async (works) => {
      for (const name of Object.keys(works) as (keyof Catalogue & string)[]) {
        const work = works[name];
        if (work) {
          await startWork(name, work);
        }
      }
    },
    check: () => backend.check(),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}
