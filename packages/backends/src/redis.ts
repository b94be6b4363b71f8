import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from './ask.ts';
import { type Backend, endLeftover, type Place, startServer } from './server.ts';
import { MissingBackendError } from './setup-error.ts';

export interface RedisOptions extends Place {
  /** What clients have to know. On a machine of several people an open Redis lets anybody write files as its user. */
  readonly password: string;
}

const run = promisify(execFile);
const runs = (command: string) =>
  run(command, ['--version']).then(
    () => true,
    () => false,
  );

/** @throws MissingBackendError saying how to come by it, where there is no redis-server and Debian's package may not be installed. */
async function requireRedis(): Promise<void> {
  if (await runs('redis-server')) return;
  if (process.getuid?.() === 0 && (await runs('apt-get'))) {
    const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-qq'], quietly).catch(() => undefined);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], quietly).catch(() => undefined);
    if (await runs('redis-server')) return;
  }
  throw new MissingBackendError(
    'There is no redis-server here: install it, or set REDIS_URL to a server of yours, for example that of `docker compose up -d redis`.',
  );
}

/** Nothing is ever evicted, since jobs live here, and what a client was told is written is on the disk a second later. */
function configuration(data: string, options: RedisOptions): string {
  return Object.entries({
    bind: '127.0.0.1',
    port: options.port,
    dir: data,
    requirepass: options.password,
    'maxmemory-policy': 'noeviction',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '""',
  })
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}

/** Starts a Redis on its data. @throws MissingBackendError where there is none, SetupError with what else is the matter. */
export async function startRedis(options: RedisOptions): Promise<Backend> {
  await requireRedis();
  const data = join(options.folder, 'redis');
  await endLeftover(data);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, 'redis.conf');
  writeFileSync(file, configuration(data, options), { mode: 0o600 });
  return await startServer(options, {
    title: 'Redis',
    command: 'redis-server',
    arguments: [file],
    url: `redis://:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}`,
    data,
    answers: () => requirePong(options),
  });
}

/** @throws Error while it does not listen or still reads its data. */
async function requirePong({ port, password }: RedisOptions): Promise<void> {
  const question = Buffer.from(`AUTH ${password}\r\nPING\r\n`);
  const answer = await ask(port, question, (bytes) => bytes.toString().split('\r\n').length > 2);
  if (answer.toString() !== '+OK\r\n+PONG\r\n') throw new Error(answer.toString());
}
