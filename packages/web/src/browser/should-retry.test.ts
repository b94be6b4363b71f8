import { TradewindError } from '@tradewind/contracts/errors';
import { expect, it } from 'vitest';
import { shouldRetry } from './should-retry.ts';

it('asks again, twice, when there was no answer', () => {
  for (const error of [
    new TypeError('Failed to fetch'),
    new TradewindError('UNAVAILABLE', 'Away'),
    new TradewindError('DEADLINE_EXCEEDED', 'Late'),
  ]) {
    expect([0, 1, 2].map((failures) => shouldRetry(failures, error))).toEqual([true, true, false]);
  }
});

it('takes a decision for one', () => {
  for (const code of ['NOT_FOUND', 'INVALID_INPUT', 'FORBIDDEN', 'RATE_LIMITED', 'INTERNAL'] as const) {
    expect(shouldRetry(0, new TradewindError(code, 'No'))).toBe(false);
  }
});
