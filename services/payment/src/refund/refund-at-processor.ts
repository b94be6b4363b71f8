import { isRefused, isUndecided } from '../processor/processor-errors.ts';
import type { Services } from '../services.ts';
import { applyRefund } from './apply-refund.ts';
import { cardRefundOf, type RefundRow } from './refund-store.ts';
import { recordRefundFailed } from './settle-refund.ts';

/**
 * Asks the processor for what a pending refund gives back to the card and writes down its answer. The refund's id is the idempotency key, so it may be asked
 * for again; when the answer is lost the refund stays pending, and the sweep asks.
 */
export async function refundAtProcessor(ctx: Pick<Services, 'db' | 'stripe'>, refund: RefundRow): Promise<void> {
  const { id, paymentId, orderId, intent } = refund;
  try {
    const made = await ctx.stripe.refunds.create(
      { payment_intent: intent ?? undefined, amount: cardRefundOf(refund), metadata: { refundId: id, paymentId, orderId } },
      { idempotencyKey: id },
    );
    await applyRefund(ctx, made);
  } catch (error) {
    if (isRefused(error)) await recordRefundFailed(ctx, refund, null);
    else if (!isUndecided(error)) throw error;
  }
}

/** Finds out about a refund that has been pending for a while: keys are forgotten after a day, so it looks before it asks again. */
export async function recheckRefund(ctx: Pick<Services, 'db' | 'stripe'>, refund: RefundRow): Promise<void> {
  if (refund.reference !== null) {
    await applyRefund(ctx, await ctx.stripe.refunds.retrieve(refund.reference));
    return;
  }
  for await (const made of ctx.stripe.refunds.list({ payment_intent: refund.intent ?? undefined, limit: 100 })) {
    if (made.metadata?.refundId !== refund.id) continue;
    await applyRefund(ctx, made);
    return;
  }
  await refundAtProcessor(ctx, refund);
}
