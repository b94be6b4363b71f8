import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What may happen at a step: it is not done, it is done and nobody hears, the process ends before it or after it. */
export const faultKinds = ['fail', 'lose', 'crash-before', 'crash-after'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface ArmedFault {
  /** As {@link takenSteps} names it. */
  readonly step: string;
  readonly how: FaultKind;
  /** How often in a row, for a step that is tried again by itself. */
  readonly times: number;
}

/** The environment of a process whose steps are to be seen and broken; its files are in the folder. */
export function stepsEnv(folder: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${new URL('./step-faults.ts', import.meta.url).href}`, STEPS_DIR: folder };
}

/** The steps that the processes of a folder have taken, in their order, each as often as it was taken. */
export function takenSteps(folder: string): string[] {
  const file = join(folder, 'taken.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // Behind the last line break is what a process that was ended could not write whole, or nothing.
  return lines.slice(0, -1).map((line) => String(JSON.parse(line)));
}

export interface Armed {
  /** Whether the step has come and the fault has happened. */
  hasFired(): boolean;
  /** Takes it back, if it has not fired. */
  disarm(): void;
}

/** Arms a fault for the next time that a process of the folder takes the step. */
export function armFault(folder: string, id: string, fault: ArmedFault): Armed {
  const file = join(folder, 'armed', `${id}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(fault));
  renameSync(`${file}.new`, file);
  return { hasFired: () => existsSync(`${file}.fired`), disarm: () => rmSync(file, { force: true }) };
}
