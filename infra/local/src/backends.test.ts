import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf, freePort, postgresData } from '@tradewind/backends';
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createBackends } from './backends.ts';
import { loadSecrets } from './secrets.ts';
import { settingsFrom } from './settings.ts';

async function backendsOf() {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-local-'));
  const settings = settingsFrom({ TRADEWIND_DATA_DIR: folder, POSTGRES_PORT: String(await freePort()) });
  const told = { changed: vi.fn(), say: vi.fn(), lost: vi.fn() };
  const backends = createBackends({ settings, secrets: loadSecrets(folder), logs: folder, ...told });
  onTestFinished(async () => {
    await backends.stop();
    for (const path of [postgresData(folder), folder]) rmSync(path, { recursive: true, force: true });
  });
  return { folder, backends, told };
}

it('a backend that dies is started again where it was, and is gone at the end', async () => {
  const { backends, told } = await backendsOf();
  expect(backends.states()).toEqual([]);
  await backends.start('postgres');
  const { DATABASE_URL } = backends.environment();
  const [first] = backends.states();
  process.kill(first?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => backends.states()[0], { timeout: 20_000 }).toMatchObject({ name: 'postgres', restarts: 1 });
  await expect.poll(() => backends.states()[0]?.pid, { timeout: 20_000 }).not.toBe(first?.pid);
  expect(told.say).toHaveBeenCalledWith(expect.stringContaining('postgres ended (SIGKILL) and is started again'));

  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.end();
  expect(backends.environment()).toEqual({ DATABASE_URL });

  const [second] = backends.states();
  await backends.stop();
  expect(birthOf(second?.pid ?? 0)).toBeUndefined();
  expect(told.lost).not.toHaveBeenCalled();
});

it('one that is still about to run when everything ends is not left behind', async () => {
  const { backends } = await backendsOf();
  const starting = backends.start('postgres');
  await backends.stop();
  await starting;
  expect(birthOf(backends.states()[0]?.pid ?? 0)).toBeUndefined();
  await expect(backends.start('redis')).rejects.toThrow('Everything is being ended');
});

it('one that cannot be started again is told of', async () => {
  const { folder, backends, told } = await backendsOf();
  await backends.start('postgres');
  rmSync(join(postgresData(folder), 'global'), { recursive: true });
  process.kill(backends.states()[0]?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => told.lost.mock.calls, { timeout: 20_000 }).toHaveLength(1);
  expect(String(told.lost.mock.calls[0])).toContain('PostgreSQL did not start');
});
