import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '@tradewind/backends';
import type { TestProject } from 'vitest/node';
import { serveBackends } from './lazy-backends.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The administrator's address of the run's own PostgreSQL. */
    postgres: { url: string };
    /** Where `testRedis` and `testKafka` ask. */
    backends: { url: string };
  }
}

/** One PostgreSQL per run of vitest, and Redis and Kafka where a file asks for them; gone at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-'));
  // PostgreSQL may have to run as another user, who must be let through.
  chmodSync(folder, 0o755);
  const logFile = join(folder, 'postgres.log');
  const postgres = await startPostgres({ folder, logFile, port: await freePort(), password: 'postgres', throwAway: true });
  project.provide('postgres', { url: postgres.url });
  const backends = await serveBackends(folder);
  project.provide('backends', { url: backends.url });
  return async () => {
    await Promise.all([postgres.stop(), backends.stop()]);
    for (const path of [postgres.data, folder]) rmSync(path, { recursive: true, force: true });
  };
}
