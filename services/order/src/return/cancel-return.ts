import type { returns } from '@tradewind/contracts/schemas';
import { type OrderKey, openOwnOrder } from '../order/open-order.ts';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { decideReturn } from './decide-return.ts';
import { returnNotFound } from './return-store.ts';

/**
 * The customer thinks better of it, as long as nothing came back. Repeatable with a key.
 * @throws NOT_FOUND for the order or the return; CONFLICT when something came back, or it is over
 */
export async function cancelReturn(ctx: Services, input: OrderKey & ReturnKey): Promise<returns.OrderReturn> {
  const { orderId } = input;
  await openOwnOrder(ctx, input);
  return changeOnce(ctx, { procedure: 'returns.cancel', input }, async (sql, { found }) => {
    if (found.orderId !== orderId) throw returnNotFound();
    await decideReturn(sql, found, 'cancelled');
  });
}
