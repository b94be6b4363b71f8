import { expect, it } from 'vitest';
import { isUnsettled, progressText } from './progress.ts';

it('says what failed and what nobody tried', () => {
  expect(progressText({ pending: 0, failed: 0 })).toBe('all of it has taken effect');
  expect(progressText({ pending: 0, failed: 2 })).toBe('2 aggregates failed again');
  expect(progressText({ pending: 1, failed: 1 })).toBe(
    '1 aggregate failed again, 1 aggregate not tried within a minute: do the consumers run?',
  );
  expect([{ pending: 0, failed: 0 }, { pending: 1, failed: 0 }, { pending: 0, failed: 1 }, null].map(isUnsettled)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
