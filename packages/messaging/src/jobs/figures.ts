import type { JobQueue } from './backend.ts';
import type { Findings } from './job-work.ts';

/** How it stands with the jobs of one name. Times are UTC, ISO 8601. */
export interface JobFigures {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  /** For a later time: a schedule's next run, a pause before the next attempt, or what was asked for. */
  readonly delayed: number;
  /** Given up within the last 14 days. */
  readonly failed: number;
  /** When one was last done or given up. */
  readonly lastRun?: string;
  /** What the last one that was done reported. */
  readonly lastFindings?: Findings;
  /** The last one that was given up. */
  readonly lastFailure?: { readonly at: string; readonly reason: string };
}

const timeOf = (finishedOn: number | undefined) => (finishedOn === undefined ? undefined : new Date(finishedOn).toISOString());

export async function figuresOf(name: string, queue: JobQueue): Promise<JobFigures> {
  const [counts, [done], [failed]] = await Promise.all([
    queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
    queue.getCompleted(0, 0),
    queue.getFailed(0, 0),
  ]);
  const lastRun = timeOf(Math.max(done?.finishedOn ?? 0, failed?.finishedOn ?? 0) || undefined);
  const failedAt = timeOf(failed?.finishedOn);
  return {
    name,
    waiting: counts.wait ?? 0,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    failed: counts.failed ?? 0,
    ...(lastRun !== undefined && { lastRun }),
    // The cast: what a job answers is what its work reported, or nothing.
    ...(done?.returnvalue && { lastFindings: done.returnvalue as Findings }),
    ...(failedAt !== undefined && { lastFailure: { at: failedAt, reason: failed?.failedReason ?? '' } }),
  };
}
