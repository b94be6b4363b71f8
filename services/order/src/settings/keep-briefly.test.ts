import { expect, it } from 'vitest';
import { keepBriefly } from './keep-briefly.ts';

/** A clock and readings that are answered by hand. */
function kept() {
  const clock = { ms: 0 };
  const readings: { resolve(value: string): void; reject(error: Error): void }[] = [];
  const read = () => new Promise<string>((resolve, reject) => void readings.push({ resolve, reject }));
  return { clock, readings, known: keepBriefly(read, () => clock.ms) };
}

it('reads once for all who ask within a second, and again after it', async () => {
  const { clock, readings, known } = kept();
  const both = [known.current(), known.current()];
  readings[0]?.resolve('first');
  expect(await Promise.all(both)).toEqual(['first', 'first']);
  clock.ms = 999;
  expect(await known.current()).toBe('first');
  expect(readings).toHaveLength(1);
  clock.ms = 1_000;
  const later = known.current();
  readings[1]?.resolve('second');
  expect(await later).toBe('second');
});

it('reads anew what was forgotten, and after a reading that failed', async () => {
  const { readings, known } = kept();
  const failing = known.current();
  readings[0]?.reject(new Error('the database is away'));
  await expect(failing).rejects.toThrow('away');
  const next = known.current();
  readings[1]?.resolve('first');
  expect(await next).toBe('first');
  known.forget();
  void known.current();
  expect(readings).toHaveLength(3);
});
