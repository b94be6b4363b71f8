import { TradewindError } from '@tradewind/contracts/errors';
import { newId, type PromotionId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { findPromotion, insertPromotion, updatePromotionRow } from './promotion-store.ts';

/** What a constraint of the database says of a field. */
const constraints: Readonly<Record<string, readonly [path: string, message: string]>> = {
  promotion_code_once: ['code', 'is taken by another promotion'],
  promotion_group_id_fkey: ['conditions.groupId', 'is not a group'],
  promotion_uses_within_limit: ['maxUses', 'is below the uses that there are already'],
  promotion_spent_within_budget: ['budgetMinor', 'is below what was given already'],
};

/** @throws INVALID_INPUT naming the field that a constraint is about */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? constraints[String(error.constraint)] : undefined;
    throw constraint ? invalid(...constraint) : error;
  }
}

/** Makes a promotion. Carts see it within a second. @throws INVALID_INPUT naming `code` when it is taken, or a group that is none */
export async function createPromotion(ctx: Services, rules: promotion.CreatePromotionInput): Promise<promotion.Promotion> {
  const made = await named(() => insertPromotion(ctx.db, newId('promotion'), rules));
  ctx.automaticPromotions.forget();
  return made;
}

/** A promotion with what was made of it so far. @throws NOT_FOUND */
export async function getPromotion(ctx: Services, { promotionId }: { promotionId: PromotionId }): Promise<promotion.Promotion> {
  const found = await findPromotion(ctx.db, promotionId);
  if (!found) throw new TradewindError('NOT_FOUND', 'There is no such promotion.');
  return found;
}

/**
 * Puts other rules in the place of a promotion's. What orders were given stays as it is, and counts on.
 * @throws NOT_FOUND; CONFLICT when somebody else has changed it since it was read; INVALID_INPUT naming a limit that is passed already,
 * or the currency of what was counted
 */
export async function updatePromotion(ctx: Services, input: promotion.UpdatePromotionInput): Promise<promotion.Promotion> {
  const before = await getPromotion(ctx, input);
  if (before.uses > 0 && before.currency !== input.currency) throw invalid('currency', 'stays as it is once a promotion was used');
  const changed = await named(() => updatePromotionRow(ctx.db, input));
  if (!changed) throw new TradewindError('CONFLICT', 'Somebody else has changed this promotion meanwhile; look at it first.');
  ctx.automaticPromotions.forget();
  return changed;
}
