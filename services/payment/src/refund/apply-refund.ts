import { newId } from '@tradewind/contracts/ids';
import { findPaymentOfIntent } from '../payment/payment-store.ts';
import type { Services } from '../services.ts';
import { findRefundOf, insertRefund, type RefundRow, setRefundReference } from './refund-store.ts';
import { recordRefunded, recordRefundFailed } from './settle-refund.ts';

/** What is read of a processor's refund, from its answer or from a webhook. */
export interface RefundFacts {
  readonly id: string;
  readonly status?: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent?: string | { id: string } | null;
  readonly metadata?: Record<string, string> | null;
}

/**
 * Writes down what the processor tells of a refund. One that was made there by hand becomes one of ours.
 * @returns `later` when its payment is not known to be captured yet
 */
export async function applyRefund(ctx: Pick<Services, 'db'>, facts: RefundFacts): Promise<'done' | 'later'> {
  const known = (await findRefundOf(ctx.db, facts.id, facts.metadata?.refundId)) ?? (await adopt(ctx, facts));
  if (known === undefined) return 'later';
  switch (facts.status) {
    case 'succeeded':
      await recordRefunded(ctx, known, facts.id);
      break;
    case 'failed':
    case 'canceled':
      await recordRefundFailed(ctx, known, facts.id);
      break;
    default:
      await setRefundReference(ctx.db, known.id, facts.id);
  }
  return 'done';
}

/** A refund that somebody made at the processor, under an id of ours. Told twice at once, the other telling writes it. */
async function adopt(ctx: Pick<Services, 'db'>, facts: RefundFacts): Promise<RefundRow | undefined> {
  const intent = typeof facts.payment_intent === 'object' ? facts.payment_intent?.id : facts.payment_intent;
  const payment = intent ? await findPaymentOfIntent(ctx.db, intent, undefined) : undefined;
  if (payment?.status !== 'captured') return undefined;
  const written = await insertRefund(ctx.db, {
    id: newId('refund'),
    orderId: payment.orderId,
    editId: payment.editId,
    amountMinor: facts.amount,
    currency: facts.currency.toUpperCase(),
    reason: 'made at the processor',
    cause: 'processor',
    to: 'original',
    reference: facts.id,
  });
  return typeof written === 'object' ? written : await findRefundOf(ctx.db, facts.id, undefined);
}
