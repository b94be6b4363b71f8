import type { Findings } from '@tradewind/messaging';
import type { Context } from '../services.ts';
import { lagMs, matchProcessor } from './match-processor.ts';
import { markCompared } from './match-store.ts';

/** So far back the books are compared anew: a payout may come back, and a dispute be opened, weeks later. */
const days = 35;
const stepMs = 6 * 3_600_000;

/** Compares the books of the last weeks once more, whatever was compared before: books that agreed may have been changed since. */
export async function matchBooks(ctx: Context, now = new Date()): Promise<Findings> {
  const found = await matchProcessor(ctx, now, { from: new Date(now.getTime() - days * 86_400_000), stepMs });
  if ((found.failed ?? 0) + (found.left ?? 0) === 0) await markCompared(ctx.db, new Date(now.getTime() - lagMs));
  return found;
}
