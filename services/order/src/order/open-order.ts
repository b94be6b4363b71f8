import type { OrderId } from '@tradewind/contracts/ids';
import { currentCall } from '@tradewind/service';
import type { Services } from '../services.ts';
import { sameToken } from '../tokens.ts';
import { loadOrder, orderNotFound, type WholeOrder } from './order-store.ts';

export interface OrderKey {
  readonly orderId: OrderId;
  readonly orderToken?: string | undefined;
}

/** Whether the order is the caller's own: by its guest's token, or as its customer. */
function owns(ctx: Services, whole: WholeOrder, token: string | undefined): boolean {
  const { actor } = currentCall();
  if (whole.customerId !== null) return actor.kind === 'user' && actor.id === whole.customerId;
  return token !== undefined && sameToken(token, ctx.tokens.order(whole.id));
}

/** The caller's own order. @throws NOT_FOUND also when it is somebody else's */
export async function openOwnOrder(ctx: Services, key: OrderKey): Promise<WholeOrder> {
  const whole = await loadOrder(ctx.db, key.orderId);
  if (!owns(ctx, whole, key.orderToken)) throw orderNotFound();
  return whole;
}

/** The caller's own order, or anybody's for staff who may read orders. @throws NOT_FOUND */
export async function openOrder(ctx: Services, key: OrderKey): Promise<WholeOrder> {
  const { actor } = currentCall();
  if (actor.kind === 'user' && actor.permissions.has('orders:read')) return loadOrder(ctx.db, key.orderId);
  return openOwnOrder(ctx, key);
}
