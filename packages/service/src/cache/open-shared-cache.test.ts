import { eventually, type OwnBackend, ownRedis, testRedis } from '@tradewind/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../log.ts';
import { openSharedCache } from './open-shared-cache.ts';

const { missing } = await testRedis();
const log = createLogger({ service: 'test', level: 'silent' });
const maxAgeMs = 30_000;

/** One process of the gateway. `ask` gives what it is told for a key, or `loaded` where it had to load that. */
async function openProcess(redisUrl?: string, options: { maxAgeMs?: number } = {}) {
  const cache = await openSharedCache({ service: 'gateway', redisUrl, maxAgeMs, log, ...options });
  onTestFinished(() => cache.close());
  const ask = async (key: string, subject = 'product:teapot', loaded = 'loaded') =>
    (await cache.through(key, subject, async () => loaded)).text;
  /** Waits out a moment in which Redis is slow and the process therefore leaves it alone: then nothing is kept either. */
  const finds = (key: string, text: string, subject?: string) => eventually(async () => expect(await ask(key, subject)).toBe(text));
  return { ...cache, ask, finds };
}

/** A load that ends when the test says so. */
function slowLoad() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  const load = () => {
    begun.resolve();
    return promise;
  };
  return { load, resolve, begun: begun.promise };
}

it('without Redis everything is loaded', async () => {
  const process = await openProcess();
  expect(await process.through('a', 'lists', async () => '1')).toEqual({ text: '1', ageMs: 0 });
  process.changed('event', ['lists']);
  expect(await process.ask('a')).toBe('loaded');
});

/** What ten questions take that each wait for a Redis that does not answer, of 50 ms each. */
const tenWaitsMs = 500;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

describe.skipIf(missing)('answers shared in Redis', () => {
  let redis: OwnBackend;
  let admin: Redis;
  beforeAll(async () => {
    redis = await ownRedis();
    admin = new Redis(redis.url);
    admin.on('error', () => undefined);
  });
  afterAll(async () => {
    admin.disconnect();
    await redis.close();
  });
  beforeEach(async () => void (await admin.flushall()));
  const two = () => Promise.all([openProcess(redis.url), openProcess(redis.url)]);

  /** Waits until what was kept can be found, since it is kept behind the answer's back. */
  const kept = (count: number) => eventually(async () => expect(await admin.keys('tradewind:cache:gateway:*')).toHaveLength(count));

  it('are loaded once, and forgotten when something they speak of changes', async () => {
    const [one, other] = await two();
    await one.ask('product', 'product:teapot', 'a teapot');
    await one.ask('list', 'lists', 'a list');
    await kept(2);
    await other.finds('product', 'a teapot');
    await other.finds('list', 'a list', 'lists');
    other.changed('event-1', ['product:teapot']);
    expect(await other.ask('product', 'product:teapot', 'a new one')).toBe('a new one');
    await other.finds('list', 'a list', 'lists');
    await one.finds('product', 'a new one');
  });

  it('tell how old they are, from the moment when their loading began, and end in time', async () => {
    const [one, other] = await Promise.all([openProcess(redis.url, { maxAgeMs: 4_000 }), openProcess(redis.url, { maxAgeMs: 4_000 })]);
    const slow = slowLoad();
    const answer = one.through('product', 'lists', slow.load);
    await slow.begun;
    const begun = Date.now();
    await eventually(() => expect(Date.now() - begun).toBeGreaterThan(200));
    slow.resolve('slow');
    expect((await answer).ageMs).toBe(0);
    await eventually(async () => {
      const asked = Date.now();
      const { text, ageMs } = await other.through('product', 'lists', () => Promise.reject(new Error('not there')));
      expect(text).toBe('slow');
      // A young process is told that it is older, so that it asks again soon.
      expect(ageMs).toBeLessThan(3_500);
      expect(ageMs).toBeGreaterThanOrEqual(asked - begun - 1);
    });
    await eventually(async () => expect(await other.ask('product', 'lists')).toBe('loaded'));
  });

  it('do not last where a process has just begun to listen', async () => {
    const [one, other] = await two();
    await one.ask('product', 'product:teapot', 'a teapot');
    await kept(1);
    await eventually(async () => {
      const found = await other.through('product', 'product:teapot', async () => 'loaded');
      expect(found).toEqual({ text: 'a teapot', ageMs: maxAgeMs - 500 });
    });
  });

  it('that were loaded before a change are given to nobody, whoever heard of it, though they come after it', async () => {
    const [one, other] = await two();
    const slow = slowLoad();
    const answer = one.through('product', 'product:teapot', slow.load);
    await slow.begun;
    other.changed('event-1', ['product:teapot']);
    slow.resolve('the old price');
    await answer;
    await kept(2);
    expect(await other.ask('product')).toBe('loaded');
  });

  it('that were loaded before a change are given to nobody when Redis has lost everything since', async () => {
    const [one, other] = await two();
    const slow = slowLoad();
    const answer = one.through('product', 'product:teapot', slow.load);
    await slow.begun;
    other.changed('event-1', ['product:teapot']);
    await admin.flushall();
    slow.resolve('the old price');
    await answer;
    await kept(1);
    expect(await other.ask('product')).toBe('loaded');
  });

  it('are not given to a process that has just told of a change, even where Redis has forgotten how that is told', async () => {
    const process = await openProcess(redis.url);
    process.changed('event-0', ['lists']);
    await process.ask('product', 'product:teapot', 'the old price');
    await kept(2);
    await admin.script('FLUSH');
    await process.ask('other', 'lists');
    process.changed('event-1', ['product:teapot']);
    expect(await process.ask('product')).toBe('loaded');
  });

  it('are forgotten once for each event, however many tell of it', async () => {
    const [one, other] = await two();
    one.changed('event-1', ['product:teapot']);
    await one.ask('product', 'product:teapot', 'after the first');
    await kept(2);
    other.changed('event-1', ['product:teapot']);
    await other.finds('product', 'after the first');
    other.changed('event-2', ['product:teapot']);
    expect(await other.ask('product')).toBe('loaded');
  });

  it('are bounded in number, each with its own text', async () => {
    const process = await openProcess(redis.url);
    const keys = Array.from({ length: 5_000 }, (_, index) => `key ${index}`);
    // Again where the cache was left alone because Redis was slow.
    await eventually(async () => {
      for (const key of keys) await process.ask(key, key, key);
      expect(await admin.dbsize()).toBeGreaterThan(1_000);
      expect(await admin.dbsize()).toBeLessThanOrEqual(2_049);
      expect(await admin.hlen('tradewind:cache:gateway')).toBeLessThanOrEqual(1_024);
      const texts: string[] = [];
      // The last first: what is loaded takes the place of another.
      for (const key of keys.toReversed()) texts.push(await process.ask(key, key));
      expect(texts.filter((text, index) => text !== 'loaded' && text !== keys.at(-1 - index))).toEqual([]);
      expect(texts.filter((text) => text !== 'loaded').length).toBeGreaterThan(100);
    });
    const [key = ''] = await admin.keys('tradewind:cache:gateway:*');
    expect(await admin.pttl(key)).toBeGreaterThan(0);
  });

  it('are not kept when they are huge, and failures never', async () => {
    const process = await openProcess(redis.url);
    await process.ask('huge', 'lists', 'x'.repeat(70_000));
    await expect(process.through('failing', 'lists', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await process.ask('small', 'lists');
    await kept(1);
  });

  it('are loaded at once while Redis is away, and shared again when it is back', async () => {
    const process = await openProcess(redis.url);
    await process.ask('product');
    await redis.kill();
    try {
      expect(
        await timed(async () => {
          for (let i = 0; i < 10; i++) expect(await process.ask('product')).toBe('loaded');
        }),
      ).toBeLessThan(tenWaitsMs);
    } finally {
      await redis.start({ empty: true });
    }
    await eventually(async () => {
      await process.ask('product', 'lists', 'kept');
      expect(await process.ask('product', 'lists')).toBe('kept');
    });
  });

  it('are waited for 50 ms, and then for a second not at all, while Redis stands still', async () => {
    const process = await openProcess(redis.url);
    await process.ask('product');
    await kept(1);
    redis.freeze();
    try {
      const ask = async () => expect(await process.ask('another')).toBe('loaded');
      expect(await timed(ask)).toBeLessThan(tenWaitsMs);
      expect(
        await timed(async () => {
          for (let i = 0; i < 10; i++) await ask();
        }),
      ).toBeLessThan(tenWaitsMs);
    } finally {
      redis.thaw();
    }
  });

  it('are forgotten by a process whose change Redis would not take, before it asks again', async () => {
    const [one, other] = await two();
    await one.ask('product', 'product:teapot', 'the old price');
    await kept(1);
    await admin.config('SET', 'maxmemory', '1');
    other.changed('event-1', ['product:teapot']);
    expect(await other.ask('product')).toBe('loaded');
    await admin.config('SET', 'maxmemory', '0');
    await one.finds('product', 'the old price');
    await eventually(async () => {
      expect(await other.ask('product', 'product:teapot', 'the new price')).toBe('the new price');
      expect(await other.ask('product')).toBe('the new price');
    });
    await one.finds('product', 'the new price');
  });

  it('are forgotten when Redis was killed: it may have forgotten a change', async () => {
    const process = await openProcess(redis.url);
    await process.ask('product', 'product:teapot', 'the old price');
    await kept(1);
    const marks = await admin.hgetall('tradewind:cache:gateway');
    process.changed('event-1', ['product:teapot']);
    await eventually(async () => expect(await admin.hgetall('tradewind:cache:gateway')).not.toEqual(marks));
    // As it would come back from a disk that was slow to take the change.
    await admin.hset('tradewind:cache:gateway', marks);
    await admin.del('tradewind:cache:gateway:event:event-1');
    await redis.kill();
    await redis.start();
    await eventually(() => expect(admin.status).toBe('ready'));
    await eventually(async () => expect(await admin.exists('tradewind:cache:gateway')).toBe(1));
    await eventually(async () => {
      expect(await process.ask('product', 'product:teapot', 'the new price')).toBe('the new price');
      expect(await process.ask('product')).toBe('the new price');
    });
  });
});
