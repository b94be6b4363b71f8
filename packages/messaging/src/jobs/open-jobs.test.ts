import { createLogger, currentCall, runInCall } from '@tradewind/service';
import { testRedis } from '@tradewind/testing';
import { register } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retention } from '../retention.ts';
import { ended, spawnChild } from '../testing/spawn-child.ts';
import { type JobPlace, jobsInPostgres, jobsInRedis, openTestJobs } from '../testing/test-job-place.ts';
import { eventually, openStage, upTo } from '../testing/test-stage.ts';

async function figure(name: string) {
  return (await register.getSingleMetric(name)?.get())?.values ?? [];
}

const { missing } = await testRedis();

describe.each(['PostgreSQL', 'Redis'] as const)('jobs in %s', (kind) => {
  if (kind === 'Redis' && missing) {
    it.skip(missing);
    return;
  }
  let place: JobPlace;
  beforeAll(async () => {
    place = await (kind === 'Redis' ? jobsInRedis() : jobsInPostgres());
  });
  afterAll(() => place.server.close());

  it('run with their data, as the service, in the trace that enqueued them', async () => {
    const jobs = await openTestJobs(await place.fresh());
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

  it('are tried again until they succeed, after pauses that grow', async () => {
    const jobs = await openTestJobs(await place.fresh());
    const attempts: number[] = [];
    await jobs.work({
      greet: {
        backoffMs: 100,
        handle: async () => {
          attempts.push(Date.now());
          if (attempts.length < 3) {
            throw new Error('not yet');
          }
        },
      },
    });
    await jobs.enqueue('greet', { name: 'Ada' });
    await eventually(() => expect(attempts).toHaveLength(3));
    const [first = 0, second = 0, third = 0] = attempts;
    expect(second - first).toBeGreaterThanOrEqual(95);
    expect(third - second).toBeGreaterThanOrEqual(195);
  });

  it('are given up after their attempts, and one that hangs counts as failed', async () => {
    const jobs = await openTestJobs(await place.fresh());
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
    const jobs = await openTestJobs(await place.fresh());
    const names: string[] = [];
    await jobs.work({ greet: { handle: async ({ name }) => void names.push(name) } });
    for (const name of ['first', 'second']) {
      await jobs.enqueue('greet', { name }, { id: 'order:42' });
      await eventually(() => expect(names).toEqual(['first']));
    }
    await jobs.enqueue('greet', { name: 'third' }, { id: '43' });
    await eventually(() => expect(names).toEqual(['first', 'third']));
  });

  it('run on a schedule, once for all processes, however often it is stored again', async () => {
    const where = await place.fresh();
    const [one, two] = await Promise.all([openTestJobs(where, { keepSchedulesMs: 50 }), openTestJobs(where, { keepSchedulesMs: 70 })]);
    const started: number[] = [];
    for (const jobs of [one, two]) {
      await jobs.work({ greet: { handle: async () => void started.push(Date.now()), everyMs: 500 } });
    }
    await eventually(() => expect(started.length).toBeGreaterThanOrEqual(5));
    const gaps = upTo(4).map((index) => (started[index] ?? 0) - (started[index - 1] ?? 0));
    expect(Math.min(...gaps.slice(1))).toBeGreaterThan(250);
  });

  it('begin again elsewhere when their process died in the midst of them', async () => {
    const stage = await openStage();
    const where = kind === 'Redis' ? await place.fresh() : { databaseUrl: stage.urls.product };
    const jobs = await openTestJobs(where);
    await jobs.enqueue('crash', {});
    expect(await ended(spawnChild('job', stage, where.redisUrl))).toBe('SIGKILL');
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
    const counted = async () =>
      (await figure('tradewind_sweep_found_total')).find(({ labels }) => labels.job === 'greet' && labels.what === 'expired')?.value ?? 0;
    const before = await counted();
    const lines: string[] = [];
    const logger = createLogger({ service: 'product', level: 'info', destination: { write: (line) => void lines.push(line) } });
    const jobs = await openTestJobs(await place.fresh(), { log: logger });
    const found = [{ expired: 0 }, { expired: 3 }, undefined];
    await jobs.work({ greet: { handle: async () => found.shift() } });
    for (const findings of [{ expired: 0 }, { expired: 3 }, undefined]) {
      await jobs.enqueue('greet', { name: 'Ada' });
      await eventually(async () => expect((await jobs.figures())[0]?.lastFindings).toEqual(findings));
    }
    expect(lines.map((line) => JSON.parse(line).findings)).toEqual([{ expired: 3 }]);
    expect(await counted()).toBe(before + 3);
    const [ran] = await figure('tradewind_sweep_last_run_timestamp_seconds');
    expect(ran?.labels).toEqual({ job: 'greet' });
    expect(Date.now() / 1_000 - (ran?.value ?? 0)).toBeLessThan(60);
  });

  it.each([
    { state: 'completed', days: retention.doneJobDays, count: retention.doneJobCount },
    { state: 'failed', days: retention.failedJobDays, count: retention.failedJobCount },
  ] as const)('that are $state are kept so long and so many', async ({ state, days, count }) => {
    const where = await place.fresh();
    const jobs = await openTestJobs(where);
    const end = () => (state === 'failed' ? Promise.reject(new Error('a defect')) : Promise.resolve());
    await jobs.work({ greet: { attempts: 1, handle: end } });
    const kept = await place.ended(where, state);
    /** Lets one more job end, which is when old ones are deleted. */
    const endOne = async (id: string) => {
      await jobs.enqueue('greet', { name: 'Ada' }, { id });
      await eventually(async () => expect(await kept.ids()).toContain(`id-${id}`));
    };
    for (const id of ['old', 'young']) await endOne(id);
    await kept.age('id-old', (days * 1_440 + 1) * 60_000);
    await kept.age('id-young', (days * 1_440 - 1) * 60_000);
    await endOne('next');
    expect((await kept.ids()).sort()).toEqual(['id-next', 'id-young']);
    await kept.copy('id-next', count + 10);
    await endOne('last');
    expect(await kept.ids()).toHaveLength(count);
  });

  it('stand as the figures tell, also in a process that leaves them to others', async () => {
    const where = await place.fresh();
    const worker = await openTestJobs(where);
    const looker = await openTestJobs(where, { idle: true });
    const { promise: end, resolve } = Promise.withResolvers<void>();
    const handle = async ({ name = '' }: { name?: string }) => {
      if (name === 'bad') throw new Error('no such thing');
      if (name === 'long') await end;
      return { greeted: 3 };
    };
    await looker.work({
      greet: { handle: async () => Promise.reject(new Error('left to others')) },
      crash: { handle: async () => undefined },
    });
    expect(await looker.figures()).toEqual([
      { name: 'greet', waiting: 0, active: 0, delayed: 0, failed: 0 },
      { name: 'crash', waiting: 0, active: 0, delayed: 0, failed: 0 },
    ]);
    await worker.work({ greet: { handle, attempts: 1 } });
    const before = new Date().toISOString();
    await worker.enqueue('greet', { name: 'bad' });
    await eventually(async () => expect((await looker.figures())[0]).toMatchObject({ failed: 1 }));
    await worker.enqueue('greet', { name: 'good' });
    await worker.enqueue('greet', { name: 'long' });
    for (const name of ['one', 'two']) await worker.enqueue('greet', { name });
    await worker.enqueue('greet', { name: 'later' }, { delayMs: 60_000 });

    const counts = { waiting: 2, active: 1, delayed: 1, failed: 1 };
    const [figures] = await eventually(async () => {
      const now = await looker.figures();
      expect(now[0]).toMatchObject({ ...counts, lastFindings: { greeted: 3 }, lastFailure: { reason: 'no such thing' } });
      return now;
    });
    expect(figures?.lastFailure?.at && figures.lastFailure.at >= before).toBe(true);
    expect(figures?.lastRun && figures.lastRun > (figures.lastFailure?.at ?? '')).toBe(true);
    const shown = (await figure('tradewind_jobs_queued')).filter(({ labels }) => labels.job === 'greet');
    // Two of this process look.
    expect(Object.fromEntries(shown.map(({ labels, value }) => [labels.state, value]))).toEqual({
      waiting: 4,
      active: 2,
      delayed: 2,
      failed: 2,
    });
    resolve();
    await worker.close();
    await looker.close();
    expect(await figure('tradewind_jobs_queued')).toEqual([]);
  });
});
