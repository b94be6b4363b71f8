import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The administrator's address of the run's own PostgreSQL. */
    postgres: { url: string };
  }
}

/** One PostgreSQL per run of vitest, gone at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgres', { url: server.url });
  return server.stop;
}
