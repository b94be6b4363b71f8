import type { order } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { type OrderKey, openOrder } from './open-order.ts';
import { toOrder } from './order-view.ts';

/** An order, to its guest by token, to its customer, and to staff. @throws NOT_FOUND */
export async function getOrder(ctx: Services, key: OrderKey): Promise<order.Order> {
  return toOrder(await openOrder(ctx, key));
}
