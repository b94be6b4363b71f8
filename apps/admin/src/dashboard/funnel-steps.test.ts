import { expect, it } from 'vitest';
import { funnelSteps } from './funnel-steps.ts';

it('measures each step by the first', () => {
  const shares = funnelSteps({ carts: 8, checkouts: 4, orders: 3 }).map(({ count, share }) => [count, share]);
  expect(shares).toEqual([
    [8, 100],
    [4, 50],
    [3, 38],
  ]);
});

it('has no share where no cart was filled', () => {
  expect(funnelSteps({ carts: 0, checkouts: 0, orders: 1 }).map(({ share }) => share)).toEqual([null, null, null]);
});
