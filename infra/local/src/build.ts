import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orDiskFull, SetupError } from '@tradewind/backends';
import { root } from './paths.ts';

/** Builds both apps; what did not change since the last time comes out of turbo's cache. */
export async function buildApps(logs: string): Promise<void> {
  const file = join(logs, 'build.log');
  const log = createWriteStream(file);
  const child = spawn(join(root, 'node_modules/.bin/turbo'), ['run', 'build', '--output-logs=new-only', '--no-update-notifier'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await new Promise<void>((resolve) => log.end(() => resolve()));
  if (code === 0) return;
  const output = readFileSync(file, 'utf8');
  throw new SetupError(orDiskFull(output, `The apps could not be built:\n${output.trim().split('\n').slice(-30).join('\n')}`));
}
