import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What runs, as `up` writes it down for `status`, `stop` and the next `up`. */
export interface RunState {
  readonly pid: number;
  readonly birth: string;
  readonly startedAt: string;
  readonly ready: boolean;
  readonly processes: readonly ProcessState[];
}

export interface ProcessState {
  readonly name: string;
  readonly pid: number;
  readonly address: string;
  /** Where its readiness is asked for; null for the database. */
  readonly health: string | null;
  readonly startedAt: string;
  readonly restarts: number;
  readonly birth: string;
}

const file = (folder: string) => join(folder, 'run.json');

export function readState(folder: string): RunState | undefined {
  if (!existsSync(file(folder))) return undefined;
  return JSON.parse(readFileSync(file(folder), 'utf8')) as RunState;
}

/** Written whole or not at all, so that a reader never sees half of it. */
export function writeState(folder: string, state: RunState): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file(folder)}.new`, JSON.stringify(state, null, 2));
  renameSync(`${file(folder)}.new`, file(folder));
}

export function forgetState(folder: string): void {
  rmSync(file(folder), { force: true });
}

/** A process, and when it began: ids are used again, ids and births together are not. */
export interface ProcessMark {
  readonly pid: number;
  readonly birth: string;
}

/** When a process began, in the system's own words; undefined when there is none, or only its remains. */
export function birthOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    if (process.platform === 'win32') return 'unknown';
    if (existsSync('/proc/self/stat')) {
      // Fields after the name, which may hold anything: the state is the first, the start in clock ticks the twentieth (proc(5)).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Whether a process lives and is still the one that was written down. */
export function isAlive({ pid, birth }: ProcessMark): boolean {
  return birth !== '' && birthOf(pid) === birth;
}

/** Asks processes to end, waits for it, and insists after a while. */
export async function endProcesses(processes: readonly ProcessMark[], patienceMs = 20_000): Promise<void> {
  let left = processes.filter(isAlive);
  const send = (signal: NodeJS.Signals) => {
    for (const { pid } of left) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself in between.
      }
    }
  };
  send('SIGTERM');
  const deadline = Date.now() + patienceMs;
  while (left.length > 0) {
    if (Date.now() > deadline) send('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = left.filter(isAlive);
  }
}
