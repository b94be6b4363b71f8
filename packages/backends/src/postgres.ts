import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { orDiskFull } from './disk-full.ts';
import { folderName } from './folder-name.ts';
import { isReachable, postgresBinaries, serverUser } from './postgres-binaries.ts';
import { type Backend, endLeftover, type Place, startServer } from './server.ts';
import { SetupError } from './setup-error.ts';

export interface PostgresOptions extends Place {
  /** The administrator's. */
  readonly password: string;
}

/** The folder of the data: in the installation's own, or outside where the server's user cannot enter that. */
export function postgresData(folder: string): string {
  const outside = join('/var/tmp', `tradewind-${folderName(folder)}`);
  return serverUser() === undefined || isReachable(folder) ? join(folder, 'postgres') : outside;
}

const settings = [
  'max_connections=300',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'wal_compression=on',
  'unix_socket_directories=',
  'listen_addresses=127.0.0.1',
];

/** Speed over safety, for data that goes with its server. */
const throwAwaySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=10min'];

/**
 * Starts the PostgreSQL of the npm package on its data, making that first if there is none. `url` is the administrator's.
 * @throws SetupError with what is the matter
 */
export async function startPostgres(options: PostgresOptions): Promise<Backend> {
  const bin = postgresBinaries();
  const data = postgresData(options.folder);
  if (existsSync(join(data, 'PG_VERSION'))) await endLeftover(data);
  else await initialise(bin, data, options);
  const chosen = [...settings, ...(options.throwAway === true ? throwAwaySettings : [])].flatMap((setting) => ['-c', setting]);
  const url = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  return await startServer(options, {
    title: 'PostgreSQL',
    command: join(bin, 'postgres'),
    arguments: ['-D', data, '-p', String(options.port), ...chosen],
    url,
    data,
    user: serverUser(),
    answers: () => connectOnce(url),
    // Sessions of a server that was killed hold its memory until they see that it is gone, in the middle of a query only after that; and
    // its remains hold its lock until whoever started it has taken note.
    passing: /pre-existing shared memory block .* is still in use|lock file "postmaster.pid" already exists/,
  });
}

/** Makes the data whole or not at all: a run that is killed in between leaves nothing that the next would take for data. */
async function initialise(bin: string, data: string, { password, throwAway }: PostgresOptions): Promise<void> {
  const user = serverUser();
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), 'tradewind-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [secrets, passwordFile, draft]) chownSync(path, user.uid, user.gid);
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const options = ['-D', draft, ...access, '-E', 'UTF8', '--locale=C', ...(throwAway === true ? ['--no-sync'] : [])];
  try {
    await promisify(execFile)(join(bin, 'initdb'), options, { ...user, cwd: draft });
    renameSync(draft, data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const output = String((error as { stderr?: string }).stderr ?? error).trim();
    throw new SetupError(orDiskFull(output, `PostgreSQL could not be set up: ${output}`));
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

async function connectOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}
