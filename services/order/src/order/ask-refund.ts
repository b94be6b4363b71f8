import { errorStatus, TradewindError } from '@tradewind/contracts/errors';
import type { RefundId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import { idempotentCall, type Services } from '../services.ts';
import { findOrder } from './order-store.ts';
import { findRefund, markAsked } from './refund-store.ts';
import { failRefund } from './settle-refund.ts';

/** An answer that will not become another one by asking again. */
function isFinal(error: unknown): error is TradewindError {
  return error instanceof TradewindError && errorStatus[error.code] < 500 && error.code !== 'IDEMPOTENCY_IN_FLIGHT';
}

/**
 * Asks the payment service for a pending refund; the same refund asked for again is the same one there. Its event settles it.
 * When the service is away the refund stays pending and a sweep asks again.
 * @returns false when it was refused, and the refund has failed
 */
export async function askRefund(ctx: Services, refundId: RefundId): Promise<boolean> {
  const refund = await findRefund(ctx.db, refundId);
  const order = refund && (await findOrder(ctx.db, refund.orderId));
  if (!refund || !order || refund.status !== 'pending') return refund?.status !== 'failed';
  const { orderId, reason } = refund;
  try {
    const amount = money(refund.amount, order.currency);
    const { status } = await ctx.payment.payment.refund.mutate({ orderId, refundId, amount, reason }, idempotentCall);
    await markAsked(ctx.db, refundId);
    return status !== 'failed';
  } catch (error) {
    const { log } = currentCall();
    if (!isFinal(error)) {
      log.warn({ err: error, refundId }, 'a refund could not be asked for and will be again');
      return true;
    }
    log.warn({ code: error.code, refundId }, 'a refund was refused');
    await ctx.db.transaction((sql) => failRefund(sql, { orderId, refundId }));
    return false;
  }
}
