import type { messages } from '@tradewind/contracts/schemas';
import type { JobQueue } from './backend.ts';
import type { Findings } from './job-work.ts';

const timeOf = (finishedOn: number | undefined) => (finishedOn === undefined ? undefined : new Date(finishedOn).toISOString());

/** How it stands with the jobs of one name. @throws when their backend cannot be reached */
export async function figuresOf(name: string, queue: JobQueue): Promise<messages.JobFigures> {
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
