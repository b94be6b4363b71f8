import { setTimeout as sleep } from 'node:timers/promises';
import type { Kill } from '../plan/kills.ts';
import { endProcess, untilBack } from './end-process.ts';

/** A kill that was carried out. Times in milliseconds since 1970. */
export interface Killed extends Kill {
  readonly at: number;
  /** When it was ready again. */
  readonly backAt: number;
}

/**
 * Carries out a plan: each kill when so many checkouts have begun. Kills do not wait for what was ended before to be back.
 * @param options.reached resolves once so many checkouts have begun
 * @throws Error when something does not come back
 */
export async function runKills(options: {
  plan: readonly Kill[];
  folder: string;
  reached: (checkouts: number) => Promise<void>;
  say: (line: string) => void;
}): Promise<Killed[]> {
  const { plan, folder, reached, say } = options;
  const kills: Promise<Killed>[] = [];
  for (const kill of plan) {
    await reached(kill.atCheckout);
    await sleep(kill.delayMs);
    const ended = await endProcess(folder, kill.victim);
    const at = Date.now();
    const back = untilBack(folder, ended).then(() => {
      const backAt = Date.now();
      say(`${kill.victim} was ended at checkout ${kill.atCheckout} and was ready again after ${((backAt - at) / 1_000).toFixed(1)} s`);
      return { ...kill, at, backAt };
    });
    // Its failure is heard of at the end, with the others.
    back.catch(() => undefined);
    kills.push(back);
  }
  return await Promise.all(kills);
}
