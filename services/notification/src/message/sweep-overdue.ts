import type { Services } from '../services.ts';
import { takeOverdue } from './message-store.ts';

/** Gives every message that waits too long a job again: the one it had was lost, or died with its process. */
export async function sweepOverdue(ctx: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  for (const { id } of await takeOverdue(ctx.db)) await ctx.jobs.enqueue('send-message', { messageId: id });
}
