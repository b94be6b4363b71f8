import { currentCall, runInCall } from '@tradewind/service';
import { createDatabase } from '@tradewind/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ended, spawnChild } from '../testing/spawn-child.ts';
import { eventually, log, openStage, upTo } from '../testing/test-stage.ts';
import { openJobs } from './open-jobs.ts';

interface Catalogue {
  greet: { name: string };
  crash: Record<string, never>;
}

async function open(url?: string) {
  const jobs = await openJobs<Catalogue>({ service: 'product', databaseUrl: url ?? (await createDatabase('product')).url, log });
  onTestFinished(() => jobs.close());
  return jobs;
}

describe('jobs', () => {
  it('run with their data, as the service, in the trace that enqueued them', async () => {
    const jobs = await open();
    const seen: object[] = [];
    await jobs.work({
      greet: {
        handle: async ({ name }) => {
          const { actor, traceId } = currentCall();
          seen.push({ name, actor, traceId });
        },
      },
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await runInCall({ traceparent }, () => jobs.enqueue('greet', { name: 'Ada' }));
    const actor = { kind: 'service', name: 'product' };
    await eventually(() => expect(seen).toEqual([{ name: 'Ada', actor, traceId: '0af7651916cd43dd8448eb211c80319c' }]));
    await jobs.check();
  });

  it('are tried again until they succeed', async () => {
    const jobs = await open();
    let attempts = 0;
    await jobs.work({
      greet: {
        backoffMs: 10,
        handle: async () => {
          attempts += 1;
          if (attempts < 3) {
            throw new Error('not yet');
          }
        },
      },
    });
    await jobs.enqueue('greet', { name: 'Ada' });
    await eventually(() => expect(attempts).toBe(3));
  });

  it('are given up after their attempts, and one that hangs counts as failed', async () => {
    const jobs = await open();
    let attempts = 0;
    let next = false;
    await jobs.work({
      greet: {
        attempts: 2,
        backoffMs: 10,
        timeoutMs: 100,
        handle: async ({ name }) => {
          if (name === 'next') {
            next = true;
            return;
          }
          attempts += 1;
          await new Promise(() => undefined);
        },
      },
    });
    await jobs.enqueue('greet', { name: 'Ada' });
    await eventually(() => expect(attempts).toBe(2));
    await jobs.enqueue('greet', { name: 'next' }, { delayMs: 300 });
    await eventually(() => expect(next).toBe(true));
    expect(attempts).toBe(2);
  });

  it('are known by their id, also after they were done', async () => {
    const jobs = await open();
    const names: string[] = [];
    await jobs.work({ greet: { handle: async ({ name }) => void names.push(name) } });
    for (const name of ['first', 'second']) {
      await jobs.enqueue('greet', { name }, { id: 'order:42' });
      await eventually(() => expect(names).toEqual(['first']));
    }
    await jobs.enqueue('greet', { name: 'third' }, { id: '43' });
    await eventually(() => expect(names).toEqual(['first', 'third']));
  });

  it('run on a schedule, once for all processes', async () => {
    const { url } = await createDatabase('product');
    const [one, two] = await Promise.all([open(url), open(url)]);
    const started: number[] = [];
    for (const jobs of [one, two]) {
      await jobs.work({ greet: { handle: async () => void started.push(Date.now()), everyMs: 500 } });
    }
    await eventually(() => expect(started.length).toBeGreaterThanOrEqual(4));
    const gaps = upTo(3).map((index) => (started[index] ?? 0) - (started[index - 1] ?? 0));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(250);
  });

  it('begin again elsewhere when their process died in the midst of them', async () => {
    const stage = await openStage();
    const jobs = await open(stage.urls.product);
    await jobs.enqueue('crash', {});
    expect(await ended(spawnChild('job', stage))).toBe('SIGKILL');
    let done = false;
    await jobs.work({
      crash: {
        handle: async () => {
          done = true;
        },
      },
    });
    await eventually(() => expect(done).toBe(true));
  }, 60_000);
});
