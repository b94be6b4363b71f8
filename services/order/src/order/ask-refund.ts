import { errorStatus, TradewindError } from '@tradewind/contracts/errors';
import type { RefundId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { currentCall } from '@tradewind/service';
import { idempotentCall, type Services } from '../services.ts';
import { findOrder, lockOrder } from './order-store.ts';
import { findRefund, markAsked, type RefundRow } from './refund-store.ts';
import { failRefund, settleRefund } from './settle-refund.ts';

/** An answer that will not become another one by asking again. */
export function isFinal(error: unknown): error is TradewindError {
  return error instanceof TradewindError && errorStatus[error.code] < 500 && error.code !== 'IDEMPOTENCY_IN_FLIGHT';
}

/** Writes down an answer, unless an event has told the end meanwhile: what it told is newer. */
async function settle(
  ctx: Services,
  { orderId, refundId, amount }: Parameters<typeof settleRefund>[1],
  status: RefundRow['status'],
): Promise<void> {
  await ctx.db.transaction(async (sql) => {
    await lockOrder(sql, orderId);
    if ((await findRefund(sql, refundId))?.status !== 'pending') return;
    if (status === 'succeeded') await settleRefund(sql, { orderId, refundId, amount });
    else if (status === 'failed') await failRefund(sql, { orderId, refundId });
    else await markAsked(sql, refundId);
  });
}

/**
 * Asks the payment service for a pending refund; the same refund asked for again is the same one there. Its answer or its event
 * settles it, whichever is first. When the service is away the refund stays pending and a sweep asks again.
 * @returns `failed` also when it was refused
 */
export async function askRefund(ctx: Services, refundId: RefundId): Promise<RefundRow['status'] | 'unanswered'> {
  const refund = await findRefund(ctx.db, refundId);
  const order = refund && (await findOrder(ctx.db, refund.orderId));
  if (!refund || !order || refund.status !== 'pending') return refund?.status ?? 'failed';
  const { orderId, supplementId, reason, to } = refund;
  const { customerId, email } = order;
  const amount = money(refund.amount, order.currency);
  try {
    const { status } = await ctx.payment.payment.refund.mutate(
      { orderId, editId: supplementId ?? undefined, refundId, amount, reason, to, customerId, email },
      idempotentCall,
    );
    await settle(ctx, { orderId, refundId, amount }, status);
    return status;
  } catch (error) {
    const { log } = currentCall();
    if (!isFinal(error)) {
      log.warn({ err: error, refundId }, 'a refund could not be asked for and will be again');
      return 'unanswered';
    }
    log.warn({ code: error.code, refundId }, 'a refund was refused');
    await settle(ctx, { orderId, refundId, amount }, 'failed');
    return 'failed';
  }
}
