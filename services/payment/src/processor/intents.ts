import type Stripe from 'stripe';
import { cardAmountOf, type PaymentRow, setReference } from '../payment/payment-store.ts';
import type { Services } from '../services.ts';
import { isRefused, isServerError, isUndecided, toTradewindError } from './processor-errors.ts';

type Intent = Stripe.PaymentIntent;

/** So that the processor tells its fee along with what it took. */
export const withFee = { expand: ['latest_charge.balance_transaction'] };

/**
 * The payment's intent as it is now. Where it is not known yet it is made, or made out: the same request under the same key gives
 * the same intent, whether the answer was lost or the request. It is never confirmed by this, so asking is harmless.
 * @throws UNAVAILABLE, INVALID_INPUT
 */
export async function fetchIntent(ctx: Pick<Services, 'db' | 'stripe'>, payment: PaymentRow): Promise<Intent> {
  try {
    if (payment.reference !== null) return await ctx.stripe.paymentIntents.retrieve(payment.reference, withFee);
    const intent = await ctx.stripe.paymentIntents.create(
      {
        amount: cardAmountOf(payment),
        currency: payment.currency.toLowerCase(),
        capture_method: 'automatic',
        allowed_payment_method_types: ['card'],
        description: `Order ${payment.orderNumber}`,
        receipt_email: payment.request?.email,
        metadata: {
          orderId: payment.orderId,
          paymentId: payment.id,
          orderNumber: payment.orderNumber,
          ...(payment.editId !== null && { editId: payment.editId }),
        },
      },
      { idempotencyKey: payment.attemptId },
    );
    await setReference(ctx.db, payment.id, intent.id);
    return intent;
  } catch (error) {
    const made = payment.reference === null && isServerError(error) ? await findMadeIntent(ctx, payment) : undefined;
    if (!made) throw toTradewindError(error);
    await setReference(ctx.db, payment.id, made.id);
    return made;
  }
}

/** Clocks that differ, seconds. */
const clocks = 60;

/** What the processor made and answered with an error: it gives that error for each repeat under the same key. */
async function findMadeIntent({ stripe }: Pick<Services, 'stripe'>, payment: PaymentRow): Promise<Intent | undefined> {
  const since = Math.floor(payment.createdAt.getTime() / 1_000) - clocks;
  const some = stripe.paymentIntents.list({ created: { gte: since }, limit: 100 });
  for await (const intent of some) if (intent.metadata.paymentId === payment.id) return intent;
  return undefined;
}

/**
 * Charges a payment method. An answer that stays lost is made good by asking how the intent stands.
 * @returns the intent after that; a decline is in its `last_payment_error`
 * @throws UNAVAILABLE when nobody can say, INVALID_INPUT when the payment method is not known
 */
export async function confirmIntent(
  ctx: Pick<Services, 'stripe'>,
  payment: PaymentRow,
  { intentId, paymentMethodId, returnUrl }: { intentId: string; paymentMethodId: string; returnUrl: string | undefined },
): Promise<Intent> {
  try {
    return await ctx.stripe.paymentIntents.confirm(
      intentId,
      { payment_method: paymentMethodId, return_url: returnUrl, error_on_requires_action: false, ...withFee },
      { idempotencyKey: `${payment.attemptId}:confirm:${paymentMethodId}` },
    );
  } catch (error) {
    if (isRefused(error) && error.payment_intent) return error.payment_intent;
    if (!isUndecided(error)) throw toTradewindError(error);
    const now = await ctx.stripe.paymentIntents.retrieve(intentId, withFee).catch(() => undefined);
    const moved = now && (now.last_payment_error || !['requires_payment_method', 'requires_confirmation'].includes(now.status));
    if (!moved) throw toTradewindError(error);
    return now;
  }
}

/** Cancels an intent. @returns it after that: `canceled`, or as it was when it could not be cancelled. @throws UNAVAILABLE */
export async function cancelIntent(ctx: Pick<Services, 'stripe'>, intentId: string): Promise<Intent> {
  try {
    return await ctx.stripe.paymentIntents.cancel(intentId);
  } catch (error) {
    if (isRefused(error) && error.payment_intent) return error.payment_intent;
    throw toTradewindError(error);
  }
}
