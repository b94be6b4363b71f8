import { expect, it } from 'vitest';
import type { Promotion } from '#gateway/procedures.ts';
import { effectWords, stateOf, usesWords } from './promotion-words.ts';

const promotion: Promotion = {
  id: 'prm_1',
  name: 'Sale',
  code: null,
  isActive: true,
  effect: { kind: 'percentage', basisPoints: 1_250 },
  scope: { type: 'everything' },
  conditions: { minimumSpendMinor: null, firstOrder: false, groupId: null },
  stacking: 'combinable',
  priority: 0,
  startsAt: null,
  endsAt: null,
  currency: 'USD',
  maxUses: null,
  maxUsesPerCustomer: null,
  budgetMinor: null,
  version: 1,
  uses: 1_200,
  spentMinor: 500,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

it('says what it takes off', () => {
  const words = (effect: Promotion['effect']) => effectWords({ effect, currency: 'USD' });
  expect(words(promotion.effect)).toBe('12.5% off');
  expect(words({ kind: 'fixed', amountMinor: 500 })).toBe('$5.00 off');
  expect(words({ kind: 'buy_x_get_y', buy: 2, get: 1, basisPoints: 10_000 })).toBe('Buy 2, get 1 free');
  expect(words({ kind: 'buy_x_get_y', buy: 2, get: 1, basisPoints: 5_000 })).toBe('Buy 2, get 1 at 50% off');
  expect(words({ kind: 'tiered', tiers: [{ fromMinor: 5_000, basisPoints: 500 }] })).toBe('5% from $50.00');
});

it('says whether it counts now', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  const label = (changes: Partial<Promotion>) => stateOf({ ...promotion, ...changes }, now).label;
  expect(label({})).toBe('In force');
  expect(label({ isActive: false })).toBe('Paused');
  expect(label({ startsAt: '2026-06-01T00:00:01Z' })).toBe('Planned');
  expect(label({ endsAt: '2026-06-01T00:00:00Z' })).toBe('Over');
  expect(label({ maxUses: 1_200 })).toBe('Used up');
  expect(label({ budgetMinor: 500 })).toBe('Used up');
  expect([usesWords(promotion), usesWords({ ...promotion, maxUses: 2_000 })]).toEqual(['1,200', '1,200 of 2,000']);
});
