import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { MissingBackendError } from './setup-error.ts';

/** A folder that goes with the test, and that PostgreSQL's user may enter. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-backends-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Skips the test with the reason where a backend cannot be had on this machine. One that is here and does not start fails it. */
export async function orSkip<T>(starting: Promise<T>, skip: (note: string) => never): Promise<T> {
  return await starting.catch((error: unknown) => {
    if (error instanceof MissingBackendError) skip(error.message);
    throw error;
  });
}
