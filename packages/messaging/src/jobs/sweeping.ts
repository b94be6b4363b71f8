import { currentCall } from '@tradewind/service';

/** Rows that one statement of a sweep takes at most: their locks are held for some tens of milliseconds. */
const batchSize = 1_000;
/** What a sweep leaves of its job's time: one item may take 15 seconds, the longest that a call may. */
const reserveMs = 20_000;

function timeIsShort(): boolean {
  const { deadline, signal } = currentCall();
  return signal.aborted || deadline - Date.now() < reserveMs;
}

/** Sweeps that delete rows, by what they delete: each takes so many at most, and tells how many there were. */
export type RowSweeps<What extends string = string> = Readonly<Record<What, (limit: number) => Promise<number>>>;

/**
 * Runs sweeps that delete rows, each again and again until it finds nothing or the job's time is short. One that fails keeps no
 * other from its turn.
 * @returns how many rows each has deleted, and how many of the sweeps failed
 */
export async function sweepRows<What extends string>(sweeps: RowSweeps<What>): Promise<Record<What | 'failed', number>> {
  const found: Record<string, number> = {};
  let failed = 0;
  for (const [what, sweep] of Object.entries<RowSweeps[string]>(sweeps)) {
    found[what] = 0;
    try {
      for (let deleted = 1; deleted > 0 && !timeIsShort(); found[what] += deleted) deleted = await sweep(batchSize);
    } catch (err) {
      failed += 1;
      currentCall().log.warn({ err, what }, 'old rows could not be deleted, the next sweep tries again');
    }
  }
  // The cast: every name of `sweeps` was given its number.
  return { ...(found as Record<What, number>), failed };
}

/**
 * Does one item after the other. One that fails is logged and left for the next sweep, and keeps no other from its turn; so are
 * those for which the job's time is too short. Where more may be due than one run can do, give them in random order, so that some
 * that always fail do not stand in the way.
 * @param outcomes all that `work` may answer
 * @returns how many items had each outcome, how many failed, and how many were left
 */
export async function sweepEach<Item extends { readonly id: string }, Outcome extends string>(
  items: readonly Item[],
  outcomes: readonly Outcome[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Record<Outcome | 'failed' | 'left', number>> {
  const found = Object.fromEntries([...outcomes, 'failed', 'left'].map((outcome) => [outcome, 0])) as Record<
    Outcome | 'failed' | 'left',
    number
  >;
  for (const item of items) {
    if (timeIsShort()) {
      found.left += 1;
      continue;
    }
    try {
      found[await work(item)] += 1;
    } catch (err) {
      found.failed += 1;
      currentCall().log.warn({ err, id: item.id }, 'a sweep could not do its work on this, the next one tries again');
    }
  }
  return found;
}
