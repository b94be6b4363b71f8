import { eventually, type OwnBackend, ownRedis, testRedis } from '@tradewind/testing';
import { Redis } from 'ioredis';
import { register } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../log.ts';
import { openRateLimiter } from './open-rate-limiter.ts';

const { missing } = await testRedis();
const rate = { burst: 3, everyMs: 60_000 };
const on = (key: string) => [{ key, rate }];

async function openLimiter(redisUrl?: string, service: 'user' | 'gateway' = 'user', scale = 1) {
  const lines: string[] = [];
  const log = createLogger({ service, level: 'info', destination: { write: (line) => void lines.push(line) } });
  const limiter = await openRateLimiter({ service, redisUrl, scale, log });
  onTestFinished(() => limiter.close());
  return { ...limiter, lines };
}

type Limiter = Awaited<ReturnType<typeof openLimiter>>;
const takeFour = async (limiter: Limiter, key: string) => {
  const waits = [];
  for (let i = 0; i < 4; i++) waits.push(await limiter.take(on(key)));
  return waits;
};

/** How often as long as one question waits for Redis at most (100 ms) forty questions took. */
async function waitsOfForty(limiter: Limiter, key: string): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < 40; i++) await limiter.take(on(key));
  return (performance.now() - started) / 100;
}

async function withoutRedis(outcome: string): Promise<number> {
  const metric = await register.getSingleMetric('tradewind_limits_without_redis_total')?.get();
  return metric?.values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
}

describe.each(['in this process', 'in Redis'])('limits %s', (where) => {
  let redis: OwnBackend | undefined;
  beforeAll(async () => {
    redis = where === 'in Redis' && !missing ? await ownRedis() : undefined;
  });
  afterAll(() => redis?.close());
  const open = (scale = 1) => openLimiter(redis?.url, 'user', scale);
  const it_ = it.skipIf(where === 'in Redis' && missing);

  it_('let a burst through, and say how long to wait', async () => {
    const limiter = await open();
    expect(await takeFour(limiter, 'burst')).toEqual([0, 0, 0, 60]);
  });

  it_('let one more through after each interval', async () => {
    const limiter = await open();
    const quick = [{ key: 'quick', rate: { burst: 1, everyMs: 1_000 } }];
    expect([await limiter.take(quick), await limiter.take(quick)]).toEqual([0, 1]);
    await eventually(async () => expect(await limiter.take(quick)).toBe(0));
  });

  it_('take all or none, and what counts for several at once', async () => {
    const limiter = await open();
    await takeFour(limiter, 'full');
    expect(await limiter.take([...on('other'), ...on('full')])).toBe(60);
    expect(await limiter.take([{ key: 'other', rate, cost: 3 }])).toBe(0);
    expect(await limiter.take([{ key: 'other', rate, cost: 2 }])).toBe(120);
  });

  it_('forget a key on demand', async () => {
    const limiter = await open();
    await takeFour(limiter, 'forgiven');
    await limiter.forget('forgiven');
    expect(await takeFour(limiter, 'forgiven')).toEqual([0, 0, 0, 60]);
  });

  it_('are multiplied by a scale, and 0 switches them off', async () => {
    const third = await open(1 / 3);
    expect([await third.take(on('third')), await third.take(on('third'))]).toEqual([0, 180]);
    const hardly = await open(1e12);
    expect(await hardly.take(on('hardly'), { strictly: true })).toBe(0);
    const none = await openLimiter(redis?.url, 'user', 0);
    expect(await none.take([{ key: 'any', rate, cost: 1_000 }], { strictly: true })).toBe(0);
  });
});

describe.skipIf(missing)('limits in Redis', () => {
  let redis: OwnBackend;
  beforeAll(async () => {
    redis = await ownRedis();
  });
  afterAll(() => redis.close());
  afterEach(async () => {
    const admin = new Redis(redis.url);
    await admin.flushall();
    admin.disconnect();
  });
  it('are shared by the processes of a service, to the last one, and by nobody else', async () => {
    const [one, two] = await Promise.all([openLimiter(redis.url), openLimiter(redis.url)]);
    const wide = [{ key: 'race', rate: { burst: 50, everyMs: 60_000 } }];
    const waits = await Promise.all(Array.from({ length: 200 }, (_, index) => (index % 2 ? one : two).take(wide)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
    const other = await openLimiter(redis.url, 'gateway');
    expect(await other.take(wide)).toBe(0);
  });

  it('leave nothing behind, and nobody’s address', async () => {
    const limiter = await openLimiter(redis.url);
    await limiter.take([{ key: 'ada@example.com', rate: { burst: 2, everyMs: 60_000 } }]);
    const admin = new Redis(redis.url);
    const [key = ''] = (await admin.keys('*')).filter((name) => name.startsWith('tradewind:limits:user:'));
    expect(key).not.toContain('ada');
    expect(await admin.pttl(key)).toBeGreaterThan(0);
    expect(await admin.pttl(key)).toBeLessThanOrEqual(60_000);
    admin.disconnect();
  });

  it('are counted in the process while Redis is away, strict ones refused; both soon, and told once', async () => {
    const limiter = await openLimiter(redis.url);
    await takeFour(limiter, 'address');
    const before = { counted: await withoutRedis('counted_here'), refused: await withoutRedis('refused') };
    // On a slow machine the first connection may have taken more than one try.
    limiter.lines.length = 0;
    await redis.kill();
    expect(await takeFour(limiter, 'address')).toEqual([0, 0, 0, 60]);
    const refusals = await Promise.allSettled([limiter.take(on('account'), { strictly: true }), limiter.take(on('b'), { strictly: true })]);
    expect(refusals).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'UNAVAILABLE', extras: { retryAfter: 2 } } }));
    await limiter.forget('account');
    expect(await withoutRedis('counted_here')).toBe(before.counted + 4);
    expect(await withoutRedis('refused')).toBe(before.refused + 2);
    expect(await waitsOfForty(limiter, 'other address')).toBeLessThan(10);

    await redis.start();
    await eventually(async () => expect(await limiter.take(on('account'), { strictly: true })).toBe(0));
    expect(await limiter.take(on('address'))).toBeGreaterThan(0);
    const told = limiter.lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    // The connection's end and the first unanswered question are seen by two who do not wait for each other.
    expect(told.slice(0, 2).toSorted()).toEqual([
      'Redis cannot be reached',
      'Redis does not answer: limits are counted in this process, and what is guessed at is refused',
    ]);
    expect(told.slice(2)).toEqual(['Redis is back', 'limits are counted in Redis again']);
    expect(limiter.lines.join()).not.toContain('redis://');
  });

  it('do not wait for a Redis that stands still, but for the first questions', async () => {
    const limiter = await openLimiter(redis.url);
    redis.freeze();
    try {
      expect(await waitsOfForty(limiter, 'slow')).toBeLessThan(20);
      await eventually(async () => expect(await waitsOfForty(limiter, 'slow')).toBeLessThan(10));
    } finally {
      redis.thaw();
    }
    await eventually(() => limiter.take(on('thawed'), { strictly: true }));
  });

  it('work from the first moment, also when Redis is not there yet', async () => {
    await redis.kill();
    const limiter = await openLimiter(redis.url);
    expect(await limiter.take(on('early'))).toBe(0);
    await expect(limiter.take(on('early'), { strictly: true })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await redis.start();
    await eventually(() => limiter.take(on('early'), { strictly: true }));
  });
});
