import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What runs, as `up` writes it down for `status`, `stop` and the next `up`. */
export interface RunState {
  readonly pid: number;
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
  /** What its command line must still contain for the process id to be this process. */
  readonly mark: string;
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

/** Whether a process lives and is still the one that was written down: process ids are used again. */
export function isAlive(pid: number, mark: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform === 'win32') return true;
  try {
    if (existsSync('/proc/self/cmdline')) {
      const state = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (/\) Z /.test(state)) return false;
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(mark);
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(mark);
  } catch {
    return false;
  }
}

export const upMark = 'infra/local/src/up.ts';

/** Asks processes to end, waits for it, and insists after a while. */
export async function endProcesses(processes: readonly { pid: number; mark: string }[], patienceMs = 20_000): Promise<void> {
  let left = processes.filter(({ pid, mark }) => isAlive(pid, mark));
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
    left = left.filter(({ pid, mark }) => isAlive(pid, mark));
  }
}
