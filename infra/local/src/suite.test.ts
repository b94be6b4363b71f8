import { expect, it } from 'vitest';
import { addTallies, verdict } from './suite.ts';

const green = { passed: 3, failed: 0, skipped: 0 };

it('tallies add up', () => {
  expect(addTallies(green, { passed: 1, failed: 2, skipped: 3 })).toEqual({ passed: 4, failed: 2, skipped: 3 });
});

it.each([
  ['nothing failed', green, true, 0],
  ['one failed', { ...green, failed: 1 }, false, 1],
  ['one was skipped on somebody’s machine', { ...green, skipped: 1 }, false, 0],
  ['one was skipped where nobody reads why', { ...green, skipped: 1 }, true, 1],
] as const)('when %s the run ends with what that means', (_case, tally, strict, code) => {
  expect(verdict(tally, strict).code).toBe(code);
});

it('the last line counts, and a line before says why skipped tests failed the run', () => {
  expect(verdict(green, true).lines).toEqual(['3 passed, 0 failed, 0 skipped']);
  expect(verdict({ ...green, skipped: 2 }, true).lines).toEqual([
    'CI is set, so 2 skipped tests count as a failure; the reasons stand above.',
    '3 passed, 0 failed, 2 skipped',
  ]);
});
