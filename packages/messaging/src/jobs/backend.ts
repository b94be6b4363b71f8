import type { Logger } from '@tradewind/service';
import type { JobsOptions, Processor, Queue, WorkerOptions } from 'bullmq';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** What of BullMQ's queue is used. */
export interface JobQueue extends Pick<Queue, 'getJobCounts' | 'getCompleted' | 'getFailed' | 'close'> {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown; opts: Omit<JobsOptions, 'jobId' | 'repeat' | 'delay'> },
  ): Promise<unknown>;
}

/** What of BullMQ's worker is used. */
export interface JobWorker {
  close(): Promise<void>;
}

export interface JobBackend {
  queue(name: string): JobQueue;
  worker(name: string, process: Processor, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  /** Calls when it is back after it was away: it may have lost everything. Where that cannot be, it never calls. */
  onReturn(listener: () => void): void;
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface JobBackendOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly application: string;
  readonly log: Logger;
}

/** Opens BullMQ's backend. @throws when it cannot be reached, or is no place for jobs. */
export async function openJobBackend({ databaseUrl, redisUrl, application, log }: JobBackendOptions): Promise<JobBackend> {
  return redisUrl === undefined
    ? await openPostgresBackend(databaseUrl, application, log)
    : await openRedisBackend(redisUrl, application, log);
}
