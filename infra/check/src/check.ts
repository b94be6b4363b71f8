import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryViolations } from './boundaries.ts';
import { eventViolations } from './events/published.ts';

const root = join(import.meta.dirname, '../../..');

async function command(name: string, args: readonly string[], folder = root): Promise<string> {
  const child = spawn(join(root, 'node_modules/.bin', name), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return code === 0 ? '' : output.trim() || `${name} ended with ${code}`;
}

/** An app's types need the declarations that Next writes for its routes. */
async function appTypes(app: string): Promise<string> {
  const folder = join(root, 'apps', app);
  if (!existsSync(join(folder, 'app')) && !existsSync(join(folder, 'src/app'))) return `apps/${app} has no pages`;
  const next = join(folder, 'node_modules/.bin/next');
  const typegen = await new Promise<string>((resolve) => {
    const child = spawn(next, ['typegen'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => resolve(code === 0 ? '' : output));
  });
  return typegen || (await command('tsc', ['--noEmit', '-p', join(folder, 'tsconfig.json')]));
}

/** Each check answers with what is wrong; nothing means that all is well. */
const checks: [name: string, run: () => Promise<string>][] = [
  ['types: packages, services, infra', () => command('tsc', ['--noEmit', '-p', 'tsconfig.json'])],
  ['types: ui', () => command('tsc', ['--noEmit', '-p', 'packages/ui/tsconfig.json'])],
  ['types: web', () => command('tsc', ['--noEmit', '-p', 'packages/web/tsconfig.json'])],
  ['types: storefront', () => appTypes('storefront')],
  ['types: admin', () => appTypes('admin')],
  ['lint and format', () => command('biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.'])],
  ['import boundaries', () => boundaryViolations()],
  ['events: what was published holds', async () => eventViolations()],
  ['dead code', () => command('knip', ['--no-progress'])],
];

const started = performance.now();
let failures = 0;
for (const [name, run] of checks) {
  const begun = performance.now();
  const wrong = await run();
  console.log(`${wrong === '' ? '✔' : '✖'} ${name.padEnd(36)}${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s`);
  if (wrong !== '') {
    failures += 1;
    console.log(wrong);
  }
}
console.log(
  `${failures === 0 ? 'All checks hold' : `${failures} of ${checks.length} checks fail`} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
);
process.exit(failures === 0 ? 0 : 1);
