import { setTimeout as sleep } from 'node:timers/promises';
import { type ReplayProgress, replayProgress } from '@tradewind/messaging';
import type { Database } from '@tradewind/service';
import { plural } from './words.ts';

const waitMs = 60_000;
const lookMs = 250;

/** Now, by the database's clock. */
export async function clockOf(db: Database): Promise<Date> {
  const [row] = await db.rows<{ now: Date }>('SELECT now() AS now');
  if (!row) throw new Error('a database without a clock');
  return row.now;
}

/** Looks until the running consumers have tried all of it, or a minute is over. */
export async function untilTried(db: Database, of: Parameters<typeof replayProgress>[1]): Promise<ReplayProgress> {
  for (const deadline = Date.now() + waitMs; ; await sleep(lookMs)) {
    const progress = await replayProgress(db, of);
    if (progress.pending === 0 || Date.now() > deadline) return progress;
  }
}

export const isUnsettled = (progress: ReplayProgress | null) => progress !== null && progress.pending + progress.failed > 0;

export const notWaited = 'The running consumers try them within a second or so; with --wait the command waits for it.';

export function progressText({ pending, failed }: ReplayProgress): string {
  const parts = [
    failed > 0 ? `${plural(failed, 'aggregate')} failed again` : '',
    pending > 0 ? `${plural(pending, 'aggregate')} not tried within a minute: do the consumers run?` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'all of it has taken effect';
}
