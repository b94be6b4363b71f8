import { describe, expect, it } from 'vitest';
import { createLocalLimiter } from './gcra.ts';

const rate = { burst: 3, everyMs: 1_000 };

function setup(scale = 1) {
  let time = 0;
  const limiter = createLocalLimiter(scale, () => time);
  const take = (...keys: string[]) => limiter.take(keys.map((key) => ({ key, rate })));
  const sleep = (ms: number) => {
    time += ms;
  };
  return { limiter, take, sleep };
}

describe('limits in one process', () => {
  it('let a burst through, then one per interval, and say how long to wait', () => {
    const { take, sleep } = setup();
    expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 1]);
    sleep(999);
    expect(take('a')).toBe(1);
    sleep(1);
    expect([take('a'), take('a')]).toEqual([0, 1]);
    sleep(60_000);
    expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 1]);
  });

  it('count keys apart, and take all of them or none', () => {
    const { take } = setup();
    expect([take('a', 'b'), take('a', 'c'), take('a', 'd'), take('a', 'e')]).toEqual([0, 0, 0, 1]);
    expect([take('e'), take('e'), take('e'), take('e')]).toEqual([0, 0, 0, 1]);
  });

  it('take what counts for several at once, or say how long that would be', () => {
    const { limiter } = setup();
    const take = (cost: number) => limiter.take([{ key: 'a', rate: { burst: 10, everyMs: 1_000 }, cost }]);
    expect([take(8), take(3), take(2), take(5)]).toEqual([0, 1, 0, 5]);
  });

  it('forget a key on demand', () => {
    const { limiter, take } = setup();
    for (let i = 0; i < 3; i++) take('a');
    limiter.forget('a');
    expect(take('a')).toBe(0);
  });

  it('are multiplied by a scale, and 0 switches them off', () => {
    const twice = setup(2);
    for (let i = 0; i < 6; i++) expect(twice.take('a')).toBe(0);
    expect(twice.take('a')).toBe(1);
    const off = setup(0);
    for (let i = 0; i < 1_000; i++) expect(off.take('a')).toBe(0);
  });

  it('are kept for a bounded number of keys, those that were used last', () => {
    const { take } = setup();
    for (let i = 0; i < 3; i++) take('first');
    for (let i = 0; i < 99_999; i++) take(`key ${i}`);
    expect(take('first')).toBe(1);
    take('one too many');
    expect(take('first')).toBe(0);
  });
});
