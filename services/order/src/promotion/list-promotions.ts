import { idPattern } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { readPromotions } from './promotion-store.ts';

/** Ids are made in the order of time, so the last one of a page is its cursor. */
function before(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!idPattern('promotion').test(cursor)) throw invalid('cursor', 'is not a cursor of this list');
  return cursor;
}

/** Promotions for staff, the newest first. @throws INVALID_INPUT naming `cursor` */
export async function listPromotions(ctx: Services, input: promotion.PromotionListInput): Promise<promotion.PromotionList> {
  const { query, state, cursor, limit } = input;
  const { promotions, total } = await readPromotions(ctx.db, {
    query: query || null,
    isActive: state === undefined ? null : state === 'active',
    before: before(cursor),
    limit: limit + 1,
  });
  const items = promotions.slice(0, limit);
  return { items, total, nextCursor: promotions.length > limit ? (items.at(-1)?.id ?? null) : null };
}
