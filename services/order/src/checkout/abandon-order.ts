import type { OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { currentCall } from '@tradewind/service';
import { type CancelledBy, cancelLocked } from '../order/cancel-locked.ts';
import { captureOrder } from '../order/capture-order.ts';
import { lockOrder, type OrderRow } from '../order/order-store.ts';
import { idempotentCall, type Services } from '../services.ts';

interface Abandoned {
  readonly orderId: OrderId;
  readonly by: CancelledBy;
  readonly reason?: string | undefined;
}

/** Cancels a pending order; one that is not pending any more stays as it is. @returns the order's row after that */
export async function cancelPending(ctx: Services, order: Abandoned & { voided: boolean }): Promise<OrderRow> {
  return ctx.db.transaction(async (sql) => {
    const locked = await lockOrder(sql, order.orderId);
    if (locked.status !== 'pending') return locked;
    const { row, events } = await cancelLocked(sql, locked, order);
    await appendEvents(sql, events);
    return row;
  });
}

/** Gives stock back at once. A failure here is made good by the event of the cancellation. */
async function releaseStock(ctx: Services, orderId: OrderId): Promise<void> {
  try {
    await ctx.product.inventory.release.mutate({ orderId }, idempotentCall);
  } catch (error) {
    currentCall().log.warn({ err: error, orderId }, 'stock will be released by the event');
  }
}

/**
 * Gives up an order that waits for its payment: voids at the processor, then cancels, then releases the stock. When the
 * processor has taken the money already, the order stands and is confirmed instead.
 * @returns `paid` when it stands
 * @throws UNAVAILABLE when the payment service cannot be asked, CONFLICT when another amount was taken than was asked for;
 * nothing is cancelled then
 */
export async function abandonOrder(ctx: Services, order: Abandoned): Promise<'cancelled' | 'paid'> {
  const { orderId } = order;
  const { status } = await ctx.payment.payment.void.mutate({ orderId }, idempotentCall);
  if (status === 'captured') await ctx.db.transaction((sql) => captureOrder(sql, { orderId, paymentId: null, amount: null }));
  const row = await cancelPending(ctx, { ...order, voided: status === 'voided' });
  if (row.status !== 'cancelled') return 'paid';
  await releaseStock(ctx, orderId);
  return 'cancelled';
}
