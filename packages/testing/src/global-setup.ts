import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '@tradewind/backends';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The administrator's address of the run's own PostgreSQL. */
    postgres: { url: string };
  }
}

/** One PostgreSQL per run of vitest, gone at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-'));
  // PostgreSQL may have to run as another user, who must be let through.
  chmodSync(folder, 0o755);
  const logFile = join(folder, 'postgres.log');
  const postgres = await startPostgres({ folder, logFile, port: await freePort(), password: 'postgres', throwAway: true });
  project.provide('postgres', { url: postgres.url });
  return async () => {
    await postgres.stop();
    for (const path of [postgres.data, folder]) rmSync(path, { recursive: true, force: true });
  };
}
