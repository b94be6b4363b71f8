import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, freePort, startPostgres, startRedis } from '@tradewind/backends';
import pg from 'pg';

/** A backend of a test's own, for tests that take it away. */
export interface OwnBackend {
  /** Stays the same however often it is started. */
  readonly url: string;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, on its data unless told. */
  start(options?: { empty?: boolean }): Promise<void>;
  /** Its process stands still until it is thawed: Redis answers nobody then, PostgreSQL takes no new connection. */
  freeze(): void;
  thaw(): void;
  /** Ends it, and forgets its data. */
  close(): Promise<void>;
}

type Options = Parameters<typeof startRedis>[0];

async function own(name: string, begin: (options: Options) => Promise<Backend>): Promise<OwnBackend> {
  const folder = mkdtempSync(join(tmpdir(), `tradewind-${name}-`));
  // PostgreSQL may have to run as another user, who must be let through.
  chmodSync(folder, 0o755);
  const options = { folder, port: await freePort(), logFile: join(folder, `${name}.log`), password: name, throwAway: true };
  let running = await begin(options);
  const end = async (signal: NodeJS.Signals) => {
    running.process.kill(signal);
    await running.stop();
  };
  return {
    url: running.url,
    kill: () => end('SIGKILL'),
    async start({ empty = false } = {}) {
      if (empty) rmSync(running.data, { recursive: true, force: true });
      running = await begin(options);
    },
    freeze: () => void running.process.kill('SIGSTOP'),
    thaw: () => void running.process.kill('SIGCONT'),
    async close() {
      await end('SIGCONT');
      for (const path of [running.data, folder]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A Redis of a test's own; `testRedis` tells whether there can be one on this machine. */
export const ownRedis = (): Promise<OwnBackend> => own('redis', startRedis);

/** A PostgreSQL of a test's own, without any of our databases: the administrator's address. What it has committed survives its death. */
export async function ownPostgres(): Promise<OwnBackend> {
  const backend = await own('postgres', startPostgres);
  const client = new pg.Client({ connectionString: backend.url });
  await client.connect();
  // Stronger than how a server that is to be thrown away is started, which writes a while after it has answered.
  await client.query('ALTER ROLE postgres SET synchronous_commit = on');
  await client.end();
  return backend;
}
