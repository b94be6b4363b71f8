// Runs under whatever Node the machine has (20 or later), installs, and hands over to the project's own Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules/.bin');
const [command, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';

const scripts = {
  up: 'infra/local/src/up.ts',
  status: 'infra/local/src/status.ts',
  stop: 'infra/local/src/stop.ts',
  test: 'infra/local/src/test.ts',
  e2e: 'infra/local/src/e2e.ts',
  bench: 'infra/local/src/bench.ts',
  drill: 'infra/drill/src/main.ts',
  messages: 'infra/local/src/messages.ts',
  check: 'infra/check/src/check.ts',
  'events:write': 'infra/check/src/events/write.ts',
  'events:record': 'infra/local/src/record-events.ts',
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Installs when the lockfile, or what an install left behind, is not what it was. */
function install() {
  const stamp = join(root, 'node_modules/.tradewind-installed');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const manager = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
  const started = Date.now();
  process.stderr.write(`Installing with ${manager} …\n`);
  // npm's own settings travel in the environment and would be taken for pnpm's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command|execpath)/i.test(name)));
  const installed = spawnSync('npx', ['--yes', manager, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 1 << 28,
  });
  if (installed.status !== 0) {
    const output = `${installed.stdout ?? ''}${installed.stderr ?? ''}`.trim().split('\n').slice(-25).join('\n');
    const full = /ENOSPC|no space left/i.test(output) ? '\nThe disk is full: free some space and start again.' : '';
    fail(`${output}\n\nThe packages could not be installed.${full}`);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
  process.stderr.write(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function nodeToRun() {
  const own = join(bin, windows ? 'node.cmd' : 'node');
  if (!windows && spawnSync(own, ['-v']).status === 0) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail('Node 24 could not be had from the package registry for this platform. Install Node 24 or later, then start again.');
}

if (!(command in scripts)) fail(`There is no command ${command}. There are: ${Object.keys(scripts).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node ${process.versions.node} is too old: 20 or later is needed.`);

if (command !== 'status' && command !== 'stop') install();
else if (!existsSync(bin)) fail('Nothing runs here: the packages are not even installed. `npm run up` does both.');

const child = spawn(nodeToRun(), [join(root, scripts[command]), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
});
// The terminal sends Ctrl-C to the whole group; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
// One that is sent to npm ends npm's shell, which tells nobody.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
