import { testRedis } from '@tradewind/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobPlace, jobsInPostgres, jobsInRedis, openTestJobs } from '../testing/test-job-place.ts';
import { eventually, log } from '../testing/test-stage.ts';

const { missing } = await testRedis();

describe.each(['PostgreSQL', 'Redis'] as const)('jobs, when the server is away: %s', (kind) => {
  if (kind === 'Redis' && missing) {
    it.skip(missing);
    return;
  }
  let place: JobPlace;
  beforeAll(async () => {
    place = await (kind === 'Redis' ? jobsInRedis() : jobsInPostgres());
  });
  afterAll(() => place.server.close());

  it('are done once each when the server has been killed since they were stored', async () => {
    const where = await place.freshHere();
    const before = await openTestJobs(where);
    for (const name of ['a', 'b', 'c']) await before.enqueue('greet', { name }, { delayMs: 100 });
    await before.close();
    await place.server.kill();
    await place.server.start();
    const after = await openTestJobs(where);
    const names: string[] = [];
    await after.work({ greet: { handle: async ({ name }) => void names.push(name) } });
    await eventually(() => expect(names).toHaveLength(3));
    expect(names.sort()).toEqual(['a', 'b', 'c']);
    expect((await after.figures())[0]).toMatchObject({ waiting: 0, delayed: 0, failed: 0 });
  }, 60_000);

  it('are refused in time by a server that stands still', async () => {
    const jobs = await openTestJobs(await place.freshHere());
    await jobs.enqueue('greet', { name: 'first' });
    const goOn = await place.standStill();
    const started = performance.now();
    await expect(jobs.enqueue('greet', { name: 'frozen' })).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(6_000);
    await goOn();
    await eventually(() => jobs.enqueue('greet', { name: 'thawed' }));
  }, 30_000);

  it('go on by themselves when the server was away: stored ones are done, enqueueing is refused meanwhile, little is logged', async () => {
    const lines: string[] = [];
    const told = {
      ...log,
      warn: (_: object, text: string) => void lines.push(text),
      info: (_: object, text: string) => void lines.push(text),
    };
    const jobs = await openTestJobs(await place.freshHere(), { log: told as unknown as typeof log });
    const names: string[] = [];
    const ran: number[] = [];
    const { promise: back, resolve: cameBack } = Promise.withResolvers<void>();
    await jobs.work({
      greet: {
        concurrency: 5,
        handle: async ({ name }) => {
          names.push(name);
          if (name === 'under way') await back;
        },
      },
      crash: { everyMs: 200, handle: async () => void ran.push(Date.now()) },
    });
    await jobs.enqueue('greet', { name: 'under way' });
    await jobs.enqueue('greet', { name: 'stored' }, { delayMs: 1_000 });
    await eventually(() => expect(names).toContain('under way'));
    await place.server.kill();

    for (const name of ['refused', 'refused, too']) {
      const started = performance.now();
      await expect(jobs.enqueue('greet', { name })).rejects.toThrow();
      expect(performance.now() - started).toBeLessThan(6_000);
    }
    await expect(jobs.check()).rejects.toThrow();
    await expect(jobs.figures()).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const before = ran.length;
    await place.server.start();
    cameBack();

    await eventually(() => expect(names).toContain('stored'));
    await eventually(() => jobs.enqueue('greet', { name: 'new' }));
    await eventually(() => expect(names).toContain('new'));
    await eventually(() => expect(ran.length).toBeGreaterThan(before + 2));
    await eventually(async () => expect((await jobs.figures())[0]).toMatchObject({ waiting: 0, active: 0, delayed: 0, failed: 0 }));
    await jobs.check();
    expect(names.filter((name) => name.startsWith('refused'))).toEqual([]);
    expect(lines.length).toBeLessThan(15);
  }, 90_000);
});

describe.skipIf(missing)('jobs in Redis', () => {
  let place: JobPlace;
  beforeAll(async () => {
    place = await jobsInRedis();
  });
  afterAll(() => place.server.close());

  it('run on their schedules again when Redis has lost everything, with its connections and without', async () => {
    const here = await place.freshHere();
    const jobs = await openTestJobs(here, { keepSchedulesMs: 300 });
    const runs: number[] = [];
    await jobs.work({ greet: { everyMs: 200, handle: async () => void runs.push(Date.now()) } });
    await eventually(() => expect(runs.length).toBeGreaterThan(2));
    const redis = new Redis(place.server.url);
    await redis.flushall();
    redis.disconnect();
    const lost = runs.length;
    await eventually(() => expect(runs.length).toBeGreaterThan(lost + 2));

    const patient = await openTestJobs(here, { keepSchedulesMs: 3_600_000 });
    const others: number[] = [];
    await patient.work({ crash: { everyMs: 200, handle: async () => void others.push(Date.now()) } });
    await eventually(() => expect(others.length).toBeGreaterThan(2));
    await place.server.kill();
    await place.server.start({ empty: true });
    const replaced = others.length;
    await eventually(() => expect(others.length).toBeGreaterThan(replaced + 2));
  }, 60_000);

  it('are refused by a Redis that is full', async () => {
    const jobs = await openTestJobs(await place.freshHere());
    const redis = new Redis(place.server.url);
    await redis.config('SET', 'maxmemory', '1');
    await expect(jobs.enqueue('greet', { name: 'full' })).rejects.toThrow(/OOM/);
    await redis.config('SET', 'maxmemory', '0');
    redis.disconnect();
    await jobs.enqueue('greet', { name: 'last' });
  });

  it('end in time while Redis is away', async () => {
    const jobs = await openTestJobs(await place.freshHere());
    await jobs.work({ greet: { everyMs: 1_000, handle: async () => undefined } });
    await place.server.kill();
    const started = performance.now();
    await jobs.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    await place.server.start();
  }, 30_000);

  it('are not given to a Redis that would drop them, or that is not there', async () => {
    const here = await place.freshHere();
    const redis = new Redis(place.server.url);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(openTestJobs(here)).rejects.toThrow('its maxmemory-policy is allkeys-lru, and has to be noeviction');
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    redis.disconnect();
    await expect(openTestJobs({ ...here, redisUrl: 'redis://127.0.0.1:1' })).rejects.toThrow('The Redis of REDIS_URL cannot be reached');
  }, 30_000);
});
