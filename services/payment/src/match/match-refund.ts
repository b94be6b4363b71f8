import type Stripe from 'stripe';
import { findPaymentOfIntent } from '../payment/payment-store.ts';
import { isMissing } from '../processor/processor-errors.ts';
import { applyRefund } from '../refund/apply-refund.ts';
import { findRefund, findRefundOf, type RefundRow } from '../refund/refund-store.ts';
import type { Context } from '../services.ts';
import { idOf, type Match } from './match-charge.ts';

export type RefundMatch = Match<'refundAdopted' | 'refundSettled'>;

const matched = { outcome: 'matched' } as const;

/** What has gone back to a card by a refund: of one that is pending or has failed, nothing. */
function goneBack(refund: { status?: string | null; amount: number; credit?: number } | undefined): number {
  return refund?.status === 'succeeded' ? refund.amount - (refund.credit ?? 0) : 0;
}

function agree(ours: RefundRow | undefined, theirs: Stripe.Refund): boolean {
  return goneBack(ours) === goneBack(theirs) && (ours === undefined || ours.currency === theirs.currency.toUpperCase());
}

/**
 * Holds a refund of the processor against our books. What nobody told us of it is written down by the same verb as its webhook
 * would be: one that was made by hand becomes one of ours.
 */
export async function matchRefund(ctx: Context, refund: Stripe.Refund): Promise<RefundMatch> {
  const find = () => findRefundOf(ctx.db, refund.id, refund.metadata?.refundId);
  const before = await find();
  if (agree(before, refund)) return matched;
  const intentId = idOf(refund.payment_intent);
  const payment = intentId === null ? undefined : await findPaymentOfIntent(ctx.db, intentId, undefined);
  // Of a charge that is not ours: what is left of that is told with the charge.
  if (!before && !payment) return matched;
  await applyRefund(ctx, refund);
  const after = await find();
  if (agree(after, refund)) return { outcome: before ? 'refundSettled' : 'refundAdopted' };
  const amounts = { currency: refund.currency.toUpperCase(), ours: goneBack(after), theirs: goneBack(refund) };
  const paymentId = before?.paymentId ?? payment?.id ?? null;
  return { outcome: 'differs', difference: { subject: refund.id, kind: 'refund_differs', paymentId, ...amounts } };
}

/** Looks at the processor for a refund that our books have as gone back. */
export async function matchGoneBack(ctx: Context, refundId: string): Promise<RefundMatch> {
  const ours = await findRefund(ctx.db, refundId);
  if (ours?.status !== 'succeeded') return matched;
  const theirs = ours.reference === null ? undefined : await retrieve(ctx, ours.reference);
  if (theirs) return matchRefund(ctx, theirs);
  const { paymentId, currency } = ours;
  const difference = { subject: refundId, kind: 'refund_missing', paymentId, currency, ours: goneBack(ours), theirs: 0 } as const;
  return { outcome: 'differs', difference };
}

async function retrieve(ctx: Context, reference: string): Promise<Stripe.Refund | undefined> {
  try {
    return await ctx.stripe.refunds.retrieve(reference);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
