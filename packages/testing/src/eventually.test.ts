import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';

test('asks again until the check holds, and gives its answer', async () => {
  let asked = 0;
  const answer = await eventually(() => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return asked;
  });
  expect(answer).toBe(3);
});

test('fails with the last failure when the time is over', async () => {
  await expect(eventually(() => Promise.reject(new Error('never')), { timeoutMs: 30 })).rejects.toThrow('never');
});
