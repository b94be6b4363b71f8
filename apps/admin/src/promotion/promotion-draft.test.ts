import { describe, expect, it } from 'vitest';
import type { NewPromotion, Promotion } from '#gateway/procedures.ts';
import { emptyPromotion, type PromotionDraft, promotionDraft, promotionInput } from './promotion-draft.ts';

const rules: NewPromotion = {
  name: 'Autumn',
  code: 'AUTUMN',
  isActive: true,
  effect: { kind: 'percentage', basisPoints: 1_250 },
  scope: { type: 'categories', categoryIds: ['cat_1'] },
  conditions: { minimumSpendMinor: 5_000, firstOrder: true, groupId: 'cgr_1' },
  stacking: 'exclusive',
  priority: -3,
  startsAt: '2026-10-01T06:30:00.000Z',
  endsAt: '2026-11-01T00:00:00.000Z',
  currency: 'KWD',
  maxUses: 100,
  maxUsesPerCustomer: 1,
  budgetMinor: 1_000_500,
};

const kept = (changes: Partial<NewPromotion>): Promotion => ({
  ...rules,
  ...changes,
  id: 'prm_1',
  version: 1,
  uses: 0,
  spentMinor: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});

describe('a promotion', () => {
  it.each<Partial<NewPromotion>>([
    {},
    { effect: { kind: 'fixed', amountMinor: 5_005 }, scope: { type: 'everything' } },
    { effect: { kind: 'free_delivery' }, scope: { type: 'products', productIds: ['prd_1', 'prd_2'] } },
    { effect: { kind: 'buy_x_get_y', buy: 2, get: 1, basisPoints: 10_000 } },
    {
      effect: {
        kind: 'tiered',
        tiers: [
          { fromMinor: 0, basisPoints: 500 },
          { fromMinor: 100_000, basisPoints: 1_050 },
        ],
      },
    },
    { code: null, startsAt: null, endsAt: null, maxUses: null, maxUsesPerCustomer: null, budgetMinor: null },
    { currency: null, budgetMinor: null, conditions: { minimumSpendMinor: null, firstOrder: false, groupId: null } },
  ])('is typed as it is said, and read back as it was: %o', (changes) => {
    expect(promotionInput(promotionDraft(kept(changes)))).toEqual({ input: { ...rules, ...changes } });
  });

  const wrong = (changes: Partial<PromotionDraft>) => {
    const result = promotionInput({ ...emptyPromotion, name: 'Sale', ...changes });
    return Object.keys('errors' in result ? result.errors : {});
  };

  it.each<[Partial<PromotionDraft>, string]>([
    [{ name: ' ' }, 'name'],
    [{ code: 'A B' }, 'code'],
    [{ percent: '0' }, 'effect.basisPoints'],
    [{ percent: '100.01' }, 'effect.basisPoints'],
    [{ kind: 'fixed', amount: '' }, 'effect.amountMinor'],
    [{ kind: 'fixed', amount: '5.001' }, 'effect.amountMinor'],
    [{ kind: 'fixed', amount: '5', currency: '' }, 'currency'],
    [{ kind: 'buy_x_get_y', buy: '0' }, 'effect.buy'],
    [{ kind: 'tiered', tiers: '' }, 'effect.tiers'],
    [{ kind: 'tiered', tiers: '50: 5, 50: 6' }, 'effect.tiers'],
    [{ scope: 'products' }, 'scope'],
    [{ priority: '1001' }, 'priority'],
    [{ startsAt: '2026-02-01T00:00', endsAt: '2026-01-01T00:00' }, 'endsAt'],
    [{ maxUses: '1.5' }, 'maxUses'],
    [{ budget: 'x' }, 'budgetMinor'],
  ])('says what is wrong at which field: %o', (changes, path) => {
    expect(wrong(changes)).toEqual([path]);
  });
});
