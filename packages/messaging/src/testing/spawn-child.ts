import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Stage } from './test-stage.ts';

type Mode = 'before-publish' | 'before-mark' | 'after-effect' | 'holding' | 'job' | 'relay';

const script = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Starts a process of its own that dies at a chosen point; see child.ts. */
export function spawnChild(mode: Mode, { urls, place }: Stage, redisUrl?: string): ChildProcess {
  const where = [urls.order, urls.product, JSON.stringify(place), ...(redisUrl === undefined ? [] : [redisUrl])];
  const child = spawn(process.execPath, [script, mode, ...where], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Waits until the child ended. @returns the signal that ended it. */
export async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  return child.signalCode;
}
