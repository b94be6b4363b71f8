import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { postgresData, startPostgres } from './postgres.ts';
import { serverUser } from './postgres-binaries.ts';
import { birthOf } from './process-mark.ts';
import { testFolder } from './test-folder.ts';

async function options(folder: string, throwAway = true) {
  return { folder, port: await freePort(), logFile: join(folder, 'postgres.log'), password: 'pass', throwAway };
}

async function query(url: string, text: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(text);
  await client.end();
  return Object.values(rows[0] ?? {})[0] ?? '';
}

/** A starter in a process of its own, which is killed once its server runs. @returns the server's process id */
async function startAndBeKilled(place: object): Promise<number> {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))});
    console.log((await startPostgres(${JSON.stringify(place)})).pid);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(starter.stdout, 'data')) as [Buffer];
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  return Number(pid.toString());
}

describe('PostgreSQL', () => {
  it('keeps its data when it is stopped and when it is killed', async () => {
    const place = await options(testFolder(), false);
    const first = await startPostgres(place);
    expect(await query(first.url, 'SHOW fsync')).toBe('on');
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres(place);
    await query(second.url, 'UPDATE kept SET n = 2');
    await second.stop();
    const third = await startPostgres(place);
    expect(await query(third.url, 'SELECT n::text FROM kept')).toBe('2');
    await third.stop();
    expect(birthOf(third.pid)).toBeUndefined();
  });

  it('starts once the remains of the one before are gone', async () => {
    const place = await options(testFolder(), false);
    const first = await startPostgres(place);
    await first.stop();
    // What was killed and nobody has taken note of yet answers as if it lived.
    const remains = spawn('sleep', ['0.7'], { ...serverUser() });
    writeFileSync(join(first.data, 'postmaster.pid'), `${remains.pid}\n`);
    const second = await startPostgres(place);
    expect(remains.exitCode).toBe(0);
    await second.stop();
  });

  it('starts again when it was killed in the middle of a query', async () => {
    const place = await options(testFolder(), false);
    const first = await startPostgres(place);
    const client = new pg.Client({ connectionString: first.url });
    client.on('error', () => undefined);
    await client.connect();
    // Counting does not notice that the server is gone: it is even answered.
    const counting = client.query('SELECT count(*) FROM generate_series(1, 10000000)');
    const other = new pg.Client({ connectionString: first.url });
    other.on('error', () => undefined);
    await other.connect();
    await expect
      .poll(
        async () =>
          (await other.query(`SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%count(*)%' AND pid <> pg_backend_pid()`))
            .rowCount,
      )
      .toBe(1);
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres(place);
    expect((await counting).rowCount).toBe(1);
    expect(await query(second.url, 'SELECT 1::text')).toBe('1');
    await second.stop();
  });

  it('outlives a starter that was killed, and is ended by the next start on its data', async () => {
    const place = await options(testFolder(), false);
    const left = await startAndBeKilled(place);
    expect(birthOf(left)).toBeDefined();
    const next = await startPostgres(place);
    expect(birthOf(left)).toBeUndefined();
    await next.stop();
  });

  it('that is to be thrown away ends with a starter that was killed, and leaves nothing', async () => {
    const place = await options(testFolder());
    const pid = await startAndBeKilled(place);
    await expect.poll(() => existsSync(place.folder), { timeout: 20_000 }).toBe(false);
    expect(birthOf(pid)).toBeUndefined();
  });

  it('is quick where it is to be thrown away, and begins anew where setting it up was cut short', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'postgres.new/base'), { recursive: true });
    const server = await startPostgres(await options(folder));
    expect(await query(server.url, 'SHOW fsync')).toBe('off');
    expect(existsSync(join(folder, 'postgres.new'))).toBe(false);
    await server.stop();
  });

  it('has its data where its user can reach it', async () => {
    const folder = testFolder();
    chmodSync(folder, 0o700);
    const data = postgresData(folder);
    // Under root it runs as `nobody`, who may not enter.
    expect(dirname(data)).toBe(process.getuid?.() === 0 ? '/var/tmp' : folder);
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const server = await startPostgres(await options(folder));
    expect(await query(server.url, 'SHOW data_directory')).toBe(data);
    await server.stop();
  });
});
