import type { Kept } from '@tradewind/service';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AnswerCache, createAnswerCache, type Subject } from './answer-cache.ts';

let time = 0;
let cache: AnswerCache;
let loads = 0;
/** Loads that are waiting for their answer; each is settled by the test. */
let waiting: { resolve: (json: string) => void; reject: (error: Error) => void }[] = [];

const load = () => {
  loads += 1;
  return new Promise<Kept>((resolve, reject) => waiting.push({ resolve: (text) => resolve({ text, ageMs: 0 }), reject }));
};
const subject: Subject = 'product:teapot';
const read = () => cache.read('teapot', subject, load).then(({ body }) => body.toString());
const peek = () => cache.peek('teapot', load)?.body.toString() ?? null;
const sold = () => cache.invalidate(new Set([subject]));

/** Answers the oldest load under way and lets everything that follows from it happen. */
async function answer(json: string): Promise<void> {
  waiting.shift()?.resolve(json);
  await new Promise((resolve) => setImmediate(resolve));
}

async function fail(): Promise<void> {
  waiting.shift()?.reject(new Error('away'));
  await new Promise((resolve) => setImmediate(resolve));
}

async function warm(json: string): Promise<void> {
  const first = read();
  await answer(json);
  await first;
  loads = 0;
}

beforeEach(() => {
  time = 1_000_000;
  loads = 0;
  waiting = [];
  cache = createAnswerCache({ maxBytes: 1_000_000, maxAgeMs: 30_000, now: () => time });
});

describe('loading', () => {
  test('a stampede makes one call', async () => {
    const readers = Array.from({ length: 50 }, read);
    await answer('1');
    expect(await Promise.all(readers)).toEqual(Array(50).fill('1'));
    expect(loads).toBe(1);
    expect(await read()).toBe('1');
    expect(loads).toBe(1);
  });

  test('a failed load is told to all who wait, and is not kept', async () => {
    const readers = [read(), read()].map((reader) => reader.catch((error: Error) => error.message));
    await fail();
    expect(await Promise.all(readers)).toEqual(['away', 'away']);
    const again = read();
    await answer('1');
    expect(await again).toBe('1');
  });

  test('the entity tag follows the content', async () => {
    await warm('1');
    const first = cache.peek('teapot', load)?.etag;
    cache.invalidate(new Set([subject]), { grace: false });
    const next = cache.read('teapot', subject, load);
    await answer('2');
    expect((await next).etag).not.toBe(first);
    expect(first).toMatch(/^"[\w-]+"$/);
  });

  test('what is kept is bounded by bytes: the one asked for longest ago goes', async () => {
    cache = createAnswerCache({ maxBytes: 5_000, maxAgeMs: 30_000, now: () => time });
    for (const key of ['a', 'b', 'c']) await cache.read(key, 'lists', async () => ({ text: 'x'.repeat(1_500), ageMs: 0 }));
    expect(cache.size()).toMatchObject({ entries: 2 });
    expect(cache.size().bytes).toBeLessThanOrEqual(5_000);
    expect(cache.peek('a', load)).toBeNull();
    expect(cache.peek('c', load)).not.toBeNull();
  });
});

describe('events', () => {
  test('after an event the old answer serves for a second while one call renews it', async () => {
    await warm('1');
    time += 10_000;
    sold();
    time += 100;
    expect([peek(), peek(), await read()]).toEqual(['1', '1', '1']);
    expect(loads).toBe(1);
    await answer('2');
    expect(peek()).toBe('2');
  });

  test('an event about another subject changes nothing', async () => {
    await warm('1');
    cache.invalidate(new Set<Subject>(['product:kettle', 'lists', 'categories']));
    time += 5_000;
    expect(peek()).toBe('1');
    expect(loads).toBe(0);
  });

  test('after the second readers wait for the new answer', async () => {
    await warm('1');
    time += 10_000;
    sold();
    time += 1_001;
    expect(peek()).toBeNull();
    const reader = read();
    await answer('2');
    expect(await reader).toBe('2');
    expect(loads).toBe(1);
  });

  test('an answer that an event overtook while it was loaded is old from that event on', async () => {
    await warm('1');
    time += 10_000;
    sold();
    time += 100;
    peek();
    sold();
    time += 900;
    await answer('2');
    expect(peek()).toBe('2');
    time += 101;
    expect(peek()).toBeNull();
  });

  test('who joined a load that an event overtook long ago waits for the next one', async () => {
    const reader = read();
    sold();
    time += 1_500;
    await answer('before the event');
    await answer('after the event');
    expect(await reader).toBe('after the event');
  });

  test('a hot product is asked for at most twice a second however often it is sold', async () => {
    await warm('0');
    for (let tick = 0; tick < 100; tick += 1) {
      time += 100;
      sold();
      expect(peek()).not.toBeNull();
      await answer(String(tick));
    }
    expect(loads).toBeGreaterThanOrEqual(18);
    expect(loads).toBeLessThanOrEqual(20);
  });

  test('without grace nobody gets the old answer once more', async () => {
    await warm('1');
    cache.invalidate(new Set([subject]), { grace: false });
    expect(peek()).toBeNull();
  });

  test('while its service is away an answer that an event made old is not given out', async () => {
    await warm('1');
    sold();
    time += 1_500;
    const reader = read().catch((error: Error) => error.message);
    await fail();
    expect(await reader).toBe('away');
  });
});

describe('age', () => {
  test('an old answer is renewed though no event came', async () => {
    await warm('1');
    time += 30_500;
    expect(peek()).toBe('1');
    await answer('2');
    expect(peek()).toBe('2');
    expect(loads).toBe(1);
  });

  test('what somebody else loaded a while ago is as old here as it is there', async () => {
    await cache.read('teapot', subject, async () => ({ text: '1', ageMs: 20_000 }));
    time += 9_999;
    expect(peek()).toBe('1');
    expect(loads).toBe(0);
    time += 1;
    expect(peek()).toBe('1');
    expect(loads).toBe(1);
    time += 1_001;
    expect(peek()).toBeNull();
  });

  test('what merely aged bridges minutes in which its service is away, and no more', async () => {
    await warm('1');
    time += 60_000;
    const reader = read();
    await fail();
    expect(await reader).toBe('1');
    time += 300_000;
    const late = read().catch((error: Error) => error.message);
    await fail();
    expect(await late).toBe('away');
  });

  test('a renewal behind the scenes that fails is told', async () => {
    const errors: unknown[] = [];
    cache = createAnswerCache({ maxBytes: 1_000_000, maxAgeMs: 30_000, now: () => time, onError: (error) => errors.push(error) });
    await warm('1');
    time += 30_500;
    peek();
    await fail();
    expect(errors).toEqual([new Error('away')]);
  });
});
