import type { Services } from '../services.ts';
import { findOverdue } from './message-store.ts';

/**
 * Gives every queued message that waits too long a job again. Its id makes that a no-op where the job of the present attempt is
 * there still, waiting for its turn.
 */
export async function sweepOverdue(ctx: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  const overdue = await findOverdue(ctx.db);
  for (const { id } of overdue) await ctx.jobs.enqueue('send-message', { messageId: id }, { id });
}
