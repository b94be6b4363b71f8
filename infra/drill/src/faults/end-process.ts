import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@tradewind/backends';
import { type ProcessState, readState } from '@tradewind/local/state';
import type { Victim } from '../plan/kills.ts';

const patienceMs = 120_000;

function processesOf(folder: string): readonly ProcessState[] {
  return readState(folder)?.processes ?? [];
}

async function isReady({ health }: ProcessState): Promise<boolean> {
  if (health === null) return true;
  try {
    return (await fetch(health, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Ends a process of the shop with SIGKILL. One that is just being started again is waited for, so that each kill of a plan hits.
 * @returns the one that was ended
 */
export async function endProcess(folder: string, victim: Victim): Promise<ProcessState> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    const found = processesOf(folder).find(({ name }) => name === victim);
    if (!found || !isAlive(found)) continue;
    process.kill(found.pid, 'SIGKILL');
    return found;
  }
  throw new Error(`${victim} did not run when it was to be ended`);
}

/**
 * Resolves when another process is in the place of one that was ended, and is ready. For a backend that means everything that uses it.
 * @throws Error when that takes too long
 */
export async function untilBack(folder: string, ended: ProcessState): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(50)) {
    const all = processesOf(folder);
    const now = all.find(({ name }) => name === ended.name);
    if (!now || (now.pid === ended.pid && now.birth === ended.birth) || !isAlive(now)) continue;
    const concerned = ended.health === null ? all : [now];
    if ((await Promise.all(concerned.map(isReady))).every(Boolean)) return;
  }
  throw new Error(`${ended.name} was ended and did not come back within ${patienceMs / 1_000} s`);
}
