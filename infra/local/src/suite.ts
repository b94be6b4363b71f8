import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.ts';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(left: Tally, right: Tally): Tally {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed, skipped: left.skipped + right.skipped };
}

/** How a run ends: what it says last, and its exit code. Where nobody reads why a test was skipped (`strict`), that is a failure. */
export function verdict(tally: Tally, strict: boolean): { lines: string[]; code: number } {
  const refused = strict && tally.skipped > 0;
  const reason = `CI is set, so ${tally.skipped} skipped tests count as a failure; the reasons stand above.`;
  const count = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
  return { lines: refused ? [reason, count] : [count], code: tally.failed > 0 || refused ? 1 : 0 };
}

async function run(name: string, args: readonly string[], environment: Record<string, string>): Promise<number> {
  const child = spawn(join(root, 'node_modules/.bin', name), args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function report<Shape>(name: string): { file: string; read: () => Shape | undefined } {
  const file = join(root, '.tradewind/reports', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return { file, read: () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Shape) : undefined) };
}

/** Runs a vitest suite and counts; an exit that says failure counts as one even if every test passed (coverage, a leak). */
export async function vitestSuite(name: string, args: readonly string[], environment: Record<string, string> = {}): Promise<Tally> {
  const { file, read } = report<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(name);
  const code = await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args], environment);
  const result = read();
  const failed = result?.numFailedTests ?? 0;
  return { passed: result?.numPassedTests ?? 0, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: result?.numPendingTests ?? 0 };
}

/** Runs the browser's tests and counts. */
export async function browserSuite(args: readonly string[], environment: Record<string, string>): Promise<Tally> {
  const { file, read } = report<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('browser');
  const code = await run('playwright', ['test', '--reporter=list,json', ...args], { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const stats = read()?.stats;
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return { passed: stats?.expected ?? 0, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: stats?.skipped ?? 0 };
}
