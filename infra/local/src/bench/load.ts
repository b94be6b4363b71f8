import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';

export interface Figure {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

/** Requests of one address over 16 connections for some seconds, after a second of warming up. */
export async function httpLoad(url: string, seconds = 5): Promise<Figure> {
  await autocannon({ url, connections: 16, duration: 1 });
  const result = await autocannon({ url, connections: 16, duration: seconds });
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failures: result.non2xx + result.errors };
}

/** The same load on bare Fastify. */
export async function bareFastify(port: number): Promise<Figure> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'bare.ts'), {
    env: { ...process.env, NODE_ENV: 'production', BARE_PORT: String(port) },
  });
  await once(child, 'message');
  try {
    return await httpLoad(`http://127.0.0.1:${port}/`);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** Runs a task from some workers for some seconds and counts what it did. */
export async function workers(count: number, seconds: number, task: (worker: number) => Promise<void>): Promise<Figure> {
  const latencies: number[] = [];
  let failures = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: count }, async (_, worker) => {
      while (performance.now() - started < seconds * 1_000) {
        const begun = performance.now();
        try {
          await task(worker);
          latencies.push(performance.now() - begun);
        } catch {
          failures += 1;
        }
      }
    }),
  );
  const elapsed = (performance.now() - started) / 1_000;
  latencies.sort((left, right) => left - right);
  const at = (part: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
  return { rate: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), failures };
}
