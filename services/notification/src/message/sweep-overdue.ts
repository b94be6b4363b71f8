import type { Services } from '../services.ts';
import { findOverdue } from './message-store.ts';

/**
 * Gives every queued message that waits too long a job again. Its id makes that a no-op where the job of the present attempt is
 * there still, waiting for its turn.
 * @returns how many were found.
 */
export async function sweepOverdue(ctx: Pick<Services, 'db' | 'jobs'>): Promise<number> {
  const overdue = await findOverdue(ctx.db);
  for (const { id } of overdue) await ctx.jobs.enqueue('send-message', { messageId: id }, { id });
  return overdue.length;
}
