import { createLogger, currentCall, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase } from '@tradewind/testing';
import { register } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { retention } from '../retention.ts';
import { ended, spawnChild } from '../testing/spawn-child.ts';
import { eventually, log, openStage, upTo } from '../testing/test-stage.ts';
import { openJobs } from './open-jobs.ts';

interface Catalogue {
  greet: { name: string };
  crash: Record<string, never>;
}

async function open(url?: string, logger = log) {
  const jobs = await openJobs<Catalogue>({ service: 'product', databaseUrl: url ?? (await createDatabase('product')).url, log: logger });
  onTestFinished(() => jobs.close());
  return jobs;
}

function databaseAt(url: string) {
  const db = openDatabase({ url, application: 'test' });
  onTestFinished(() => db.close());
  return db;
}

async function figure(name: string) {
  return (await register.getSingleMetric(name)?.get())?.values ?? [];
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

  it('that sweep have what they found counted, kept and told', async () => {
    const { url } = await createDatabase('product');
    const lines: string[] = [];
    const logger = createLogger({ service: 'product', level: 'info', destination: { write: (line) => void lines.push(line) } });
    const jobs = await open(url, logger);
    const found = [{ expired: 0 }, { expired: 3 }, undefined];
    await jobs.work({ greet: { handle: async () => found.shift() } });
    for (const name of ['none', 'three', 'nothing to report']) await jobs.enqueue('greet', { name });
    const db = databaseAt(url);
    const results = `SELECT return_value FROM bullmq.job WHERE state = 'completed' ORDER BY seq`;
    await eventually(async () =>
      expect((await db.rows<{ return_value: object }>(results)).map((row) => row.return_value)).toEqual([
        { expired: 0 },
        { expired: 3 },
        null,
      ]),
    );
    expect(lines.map((line) => JSON.parse(line).findings)).toEqual([{ expired: 3 }]);
    expect(await figure('tradewind_sweep_found_total')).toEqual([{ labels: { job: 'greet', what: 'expired' }, value: 3 }]);
    const [ran] = await figure('tradewind_sweep_last_run_timestamp_seconds');
    expect(ran?.labels).toEqual({ job: 'greet' });
    expect(Date.now() / 1_000 - (ran?.value ?? 0)).toBeLessThan(60);
  });

  it.each([
    { state: 'completed', days: retention.doneJobDays, count: retention.doneJobCount },
    { state: 'failed', days: retention.failedJobDays, count: retention.failedJobCount },
  ])('that are $state are kept so long and so many', async ({ state, days, count }) => {
    const { url } = await createDatabase('product');
    const db = databaseAt(url);
    const jobs = await open(url);
    const end = () => (state === 'failed' ? Promise.reject(new Error('a defect')) : Promise.resolve());
    await jobs.work({ greet: { attempts: 1, handle: end } });
    const kept = async () => {
      const rows = await db.rows<{ id: string }>('SELECT id FROM bullmq.job WHERE state = $1::bullmq.job_state', [state]);
      return rows.map(({ id }) => id);
    };
    /** Lets one more job end, which is when old ones are deleted. */
    const endOne = async (id: string) => {
      await jobs.enqueue('greet', { name: 'Ada' }, { id });
      await eventually(async () => expect(await kept()).toContain(`id-${id}`));
    };
    for (const id of ['old', 'young']) await endOne(id);
    const age = (id: string, minutes: number) =>
      db.rows(`UPDATE bullmq.job SET finished_at_ms = finished_at_ms - $2 WHERE id = $1`, [id, (days * 1_440 + minutes) * 60_000]);
    await age('id-old', 1);
    await age('id-young', -1);
    await endOne('next');
    expect((await kept()).sort()).toEqual(['id-next', 'id-young']);
    await db.rows(
      `INSERT INTO bullmq.job SELECT (jsonb_populate_record(j, jsonb_build_object('id', 'copy-' || n, 'seq', -n))).*
       FROM bullmq.job j, generate_series(1, $1) n WHERE j.id = 'id-next'`,
      [count + 10],
    );
    await endOne('last');
    expect(await kept()).toHaveLength(count);
  });
});
