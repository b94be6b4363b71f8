import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { startProcess } from './start-process.ts';

test('a process that cannot start says why', async () => {
  await expect(startProcess('user', {})).rejects.toThrow(/user did not become ready[\s\S]*USER_DATABASE_URL: is not set/);
});

test('the sandbox comes up, and is gone after it was stopped', async () => {
  const sandbox = await startProcess('sandbox', {});
  expect((await fetch(`${sandbox.url}/health/live`)).ok).toBe(true);
  await sandbox.stop();
  await eventually(() => expect(fetch(`${sandbox.url}/health/live`)).rejects.toThrow());
});
