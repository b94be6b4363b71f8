import type { Findings } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { takeOverdue } from './message-store.ts';

/** Gives every message that waits too long a job again: the one it had was lost, or died with its process. @returns how many */
export async function sweepOverdue(ctx: Pick<Services, 'db' | 'jobs'>): Promise<Findings> {
  const overdue = await takeOverdue(ctx.db);
  for (const { id } of overdue) await ctx.jobs.enqueue('send-message', { messageId: id });
  return { started: overdue.length };
}
