import type { returns } from '@tradewind/contracts/schemas';
import { type OrderKey, openOrder } from '../order/open-order.ts';
import type { Services } from '../services.ts';
import { readReturns } from './return-store.ts';
import { toReturn } from './return-view.ts';
import { readRecentPieces, returnableOf } from './returnable.ts';

/** An order's returns and what could still be returned, to its guest by token, to its customer, and to staff. @throws NOT_FOUND */
export async function listReturns(ctx: Services, key: OrderKey): Promise<returns.OrderReturns> {
  const { id, items } = await openOrder(ctx, key);
  const { store } = await ctx.settings.current();
  const windowDays = store.value.returnWindowDays;
  const [rows, recent] = await Promise.all([readReturns(ctx.db, id), readRecentPieces(ctx.db, id, windowDays)]);
  const returnable = items.map((item) => ({ itemId: item.id, quantity: returnableOf(item, recent.get(item.id) ?? 0) }));
  return { items: rows.map(toReturn), returnable: returnable.filter(({ quantity }) => quantity > 0), windowDays };
}
