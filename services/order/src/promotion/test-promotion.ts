import { newId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';

/** For tests: the rules of a promotion of 10% off everything, for anybody and for ever. */
export function sampleRules(changes: Partial<promotion.PromotionRules> = {}): promotion.PromotionRules {
  return {
    name: 'Sale',
    code: null,
    isActive: true,
    effect: { kind: 'percentage', basisPoints: 1_000 },
    scope: { type: 'everything' },
    conditions: { minimumSpendMinor: null, firstOrder: false, groupId: null },
    stacking: 'combinable',
    priority: 0,
    startsAt: null,
    endsAt: null,
    currency: null,
    maxUses: null,
    maxUsesPerCustomer: null,
    budgetMinor: null,
    ...changes,
  };
}

/** As it is once it was made. */
export function samplePromotion(changes: Partial<promotion.Promotion> = {}): promotion.Promotion {
  const at = '2026-01-01T00:00:00.000Z';
  return { ...sampleRules(), id: newId('promotion'), version: 1, uses: 0, spentMinor: 0, createdAt: at, updatedAt: at, ...changes };
}
