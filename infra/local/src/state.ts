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
