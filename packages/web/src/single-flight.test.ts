import { expect, it } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

it('runs once for all who come meanwhile and shortly after, and again after a failure', async () => {
  const flights = createSingleFlight<number>(60_000);
  let runs = 0;
  const work = async () => {
    runs += 1;
    const run = runs;
    await Promise.resolve();
    return run;
  };
  expect(await Promise.all([flights('a', work), flights('a', work), flights('b', work)])).toEqual([1, 1, 2]);
  expect(await flights('a', work)).toBe(1);
  const failing = () => Promise.reject(new Error('no'));
  await expect(flights('c', failing)).rejects.toThrow('no');
  expect(await flights('c', work)).toBe(3);
});

it('forgets after a while', async () => {
  const flights = createSingleFlight<string>(1);
  await flights('a', async () => 'first');
  await expect.poll(() => flights('a', async () => 'second')).toBe('second');
});
