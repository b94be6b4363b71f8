import { setTimeout as sleep } from 'node:timers/promises';
import { type Places, withDatabases } from './read-books.ts';
import { lookForUnrest } from './unrest.ts';

interface Quiet {
  /** Milliseconds since 1970 of the first of two looks in a row that found nothing under way; null when none did. */
  readonly at: number | null;
  /** What the last look found under way. */
  readonly underWay: readonly string[];
}

/**
 * Looks until two looks in a row find nothing under way.
 * @param options.waiting whether orders that still may wait for their payment are left to wait
 * @param options.deadline milliseconds since 1970 at which it gives up
 */
export async function untilQuiet(places: Places, options: { waiting: 'may wait' | 'must be over'; deadline: number }): Promise<Quiet> {
  return await withDatabases(places, async (rows) => {
    let first: number | undefined;
    let underWay: readonly string[] = [];
    while (Date.now() < options.deadline) {
      const at = Date.now();
      const look = await lookForUnrest(rows, places).catch((error: Error) => ({ underWay: [`cannot look: ${error.message}`], waiting: 0 }));
      const left = options.waiting === 'must be over' && look.waiting > 0 ? [`${look.waiting} orders that wait for their payment`] : [];
      underWay = [...look.underWay, ...left];
      if (underWay.length > 0) first = undefined;
      else if (first !== undefined) return { at: first, underWay };
      else first = at;
      await sleep(500);
    }
    return { at: null, underWay };
  });
}
