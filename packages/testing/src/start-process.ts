import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@tradewind/backends';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { eventually } from './eventually.ts';
import { testKeys } from './keys.ts';
import { root } from './root.ts';

export interface TestProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the exit code when it has ended, however that came; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal and waits for the end; `SIGKILL` is a crash. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** SIGTERM, and waits for the end. @returns the exit code, null when a signal ended it */
  stop(): Promise<number | null>;
  /** Everything it has printed so far. */
  output(): string;
}

function environmentOf(name: ServiceName | 'sandbox'): Record<string, string> {
  const env: Record<string, string> = { PATH: process.env.PATH ?? '', NODE_ENV: 'test', HOST: '127.0.0.1', LOG_LEVEL: 'info' };
  // Any free port; a test that reads the mailbox names its own.
  if (name === 'sandbox') return { ...env, MAILBOX_PORT: '0', MAILBOX_SMTP_PORT: '0' };
  if (name === 'user') env.USER_SIGNING_KEY = testKeys.userKey;
  return { ...env, SERVICE_PRIVATE_KEY: testKeys.servicePrivateKey(name), SERVICE_JWKS: testKeys.serviceJwks };
}

/**
 * Starts the real process of a service (`src/main.ts`) or of the sandbox on a free port, and waits until it is ready.
 * @param env what it needs beside keys and its port; overrides both
 * @throws Error with its output when it ends, or is not ready within 30 seconds
 */
export async function startProcess(name: ServiceName | 'sandbox', env: Record<string, string>): Promise<TestProcess> {
  const port = env[`${name.toUpperCase()}_PORT`] ?? String(await freePort());
  const folder = join(root, name === 'sandbox' ? 'infra' : 'services', name);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: folder,
    env: { ...environmentOf(name), [`${name.toUpperCase()}_PORT`]: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  // A test run that ends early takes its processes along.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  void ended.then(() => process.off('exit', killAtExit));

  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ready = async () => {
    if (hasEnded()) return;
    const response = await fetch(`${url}/health/ready`);
    if (!response.ok) throw new Error(await response.text());
  };
  const failure = await eventually(ready, { timeoutMs: 30_000, everyMs: 50 }).catch((error: Error) => error);
  if (failure || hasEnded()) {
    await kill('SIGKILL');
    throw new Error(`${name} did not become ready (${failure?.message ?? 'it ended'}):\n${text}`);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    return await ended;
  };
  return { url, pid: child.pid ?? 0, ended, kill, stop, output: () => text };
}
