import type { OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { currentCall } from '@tradewind/service';
import { askRefund } from '../order/ask-refund.ts';
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

/** Takes in money that came although it was to be voided. */
export async function takeCapture(ctx: Services, orderId: OrderId): Promise<void> {
  const capture = await ctx.db.transaction((sql) => captureOrder(sql, { orderId, paymentId: null, amount: null }));
  if (capture.outcome === 'refunding') await askRefund(ctx, capture.refundId);
}

/**
 * Gives up an order that waits for its payment: voids at the processor, then cancels, then releases the stock. When the
 * processor has taken the money already, the order stands and is confirmed instead.
 * @returns `paid` when it stands
 * @throws UNAVAILABLE when the payment service cannot be asked; nothing is cancelled then
 */
export async function abandonOrder(ctx: Services, order: Abandoned): Promise<'cancelled' | 'paid'> {
  const { orderId } = order;
  const { status } = await ctx.payment.payment.void.mutate({ orderId }, idempotentCall);
  if (status === 'captured') await takeCapture(ctx, orderId);
  const row = await cancelPending(ctx, { ...order, voided: status === 'voided' });
  if (row.status !== 'cancelled') return 'paid';
  await releaseStock(ctx, orderId);
  return 'cancelled';
}
