import { describe, expect, it } from 'vitest';
import { createThrottle } from './throttle.ts';

const limit = { burst: 3, everyMs: 1_000 };

function setup(scale = 1) {
  let time = 0;
  const throttle = createThrottle(scale, () => time);
  const take = (...keys: string[]) => {
    try {
      throttle.take(keys.map((key) => ({ key, limit })));
      return 'ok';
    } catch (error) {
      return error;
    }
  };
  const sleep = (ms: number) => {
    time += ms;
  };
  return { throttle, take, sleep };
}

describe('throttle', () => {
  it('lets a burst through, then one per interval, and says how long to wait', () => {
    const { take, sleep } = setup();
    expect([take('a'), take('a'), take('a')]).toEqual(['ok', 'ok', 'ok']);
    expect(take('a')).toMatchObject({ code: 'RATE_LIMITED', extras: { retryAfter: 1 } });
    sleep(999);
    expect(take('a')).toMatchObject({ code: 'RATE_LIMITED' });
    sleep(1);
    expect(take('a')).toBe('ok');
    expect(take('a')).toMatchObject({ code: 'RATE_LIMITED' });
    sleep(60_000);
    expect([take('a'), take('a'), take('a')]).toEqual(['ok', 'ok', 'ok']);
    expect(take('a')).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('counts keys apart, and takes all of them or none', () => {
    const { take } = setup();
    for (const key of ['b', 'c', 'd']) expect(take('a', key)).toBe('ok');
    expect(take('a', 'e')).toMatchObject({ code: 'RATE_LIMITED' });
    expect([take('e'), take('e'), take('e')]).toEqual(['ok', 'ok', 'ok']);
  });

  it('forgets a key on demand', () => {
    const { take, throttle } = setup();
    for (let i = 0; i < 3; i++) take('a');
    throttle.forget('a');
    expect(take('a')).toBe('ok');
  });

  it('scales every limit, and 0 switches it off', () => {
    const twice = setup(2);
    for (let i = 0; i < 6; i++) expect(twice.take('a')).toBe('ok');
    expect(twice.take('a')).toMatchObject({ code: 'RATE_LIMITED' });
    const off = setup(0);
    for (let i = 0; i < 1_000; i++) expect(off.take('a')).toBe('ok');
  });

  it('keeps a bounded number of keys, the newest', () => {
    const { take } = setup();
    for (let i = 0; i < 3; i++) take('first');
    for (let i = 0; i < 99_999; i++) take(`key ${i}`);
    expect(take('first')).toMatchObject({ code: 'RATE_LIMITED' });
    take('one too many');
    expect(take('first')).toBe('ok');
  });
});
