import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, isAlive, postgresData, SetupError } from '@tradewind/backends';
import { root } from './paths.ts';
import { forgetState, readState } from './state.ts';

/** One `up` in one folder. What a killed one left behind is ended first. @throws SetupError while another runs there. */
export async function claim(folder: string): Promise<void> {
  const state = readState(folder);
  if (!state) return;
  if (state.pid !== process.pid && isAlive(state)) {
    throw new SetupError(
      `Tradewind runs already here, since ${state.startedAt} (process ${state.pid}). \`npm run status\` shows it, \`npm run stop\` ends it.`,
    );
  }
  await endProcesses(state.processes.filter(({ health }) => health !== null));
  await endProcesses(state.processes.filter(({ health }) => health === null));
  forgetState(folder);
}

export function forgetData(folder: string): void {
  for (const name of ['media', 'catalogue', 'sandbox', 'logs', 'redis', 'kafka', 'secrets.json'])
    rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(postgresData(folder), { recursive: true, force: true });
}

export function forgetBuilds(): void {
  for (const path of ['apps/storefront/.next', 'apps/admin/.next', '.turbo']) rmSync(join(root, path), { recursive: true, force: true });
}
