import { applyDispute } from '../dispute/apply-dispute.ts';
import { applyIntent } from '../payment/apply-intent.ts';
import { findPaymentOfIntent } from '../payment/payment-store.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import { applyPayout } from '../payout/apply-payout.ts';
import { applyRefund } from '../refund/apply-refund.ts';
import type { Context } from '../services.ts';
import { type ProcessorEvent, subjectOf } from './webhook-event.ts';
import { findWaiting, markHandled, storeEvent } from './webhook-store.ts';

/**
 * Takes an event of the processor: stored first, then acted on, once. Events may come in any order; one that came too early is
 * acted on when what it waited for has come.
 */
export async function receiveEvent(ctx: Context, event: ProcessorEvent): Promise<void> {
  const subject = subjectOf(event);
  if (!(await storeEvent(ctx.db, event, subject !== undefined)) || !subject) return;
  await handleEvent(ctx, event);
  if (subject.kind !== 'intent') return;
  for (const waiting of await findWaiting(ctx.db, subject.facts.id)) await handleEvent(ctx, waiting);
}

/**
 * Acts on a stored event. What it does is guarded by the states it expects, so a second time changes nothing.
 * @returns false when it waits for something that is to come
 */
export async function handleEvent(ctx: Context, event: ProcessorEvent): Promise<boolean> {
  const subject = subjectOf(event);
  if (subject?.kind === 'unreadable') {
    ctx.log.error({ eventId: event.id, type: event.type, err: subject.error }, 'an event of the processor cannot be read');
    return false;
  }
  if (subject?.kind === 'refund' && (await applyRefund(ctx, subject.facts)) === 'later') return false;
  if (subject?.kind === 'dispute' && (await applyDispute(ctx, subject.facts)) === 'later') return false;
  if (subject?.kind === 'payout') await applyPayout(ctx, subject.facts);
  if (subject?.kind === 'intent') {
    const { facts } = subject;
    const payment = await findPaymentOfIntent(ctx.db, facts.id, facts.metadata?.paymentId);
    if (payment) {
      await applyIntent(ctx, { payment, intent: facts, source: event.id });
      if (facts.status === 'succeeded' && payment.orderCancelled) await giveBack(ctx, payment.id);
    } else ctx.log.warn({ eventId: event.id, type: event.type, intent: facts.id }, 'an event of an intent that is not ours');
  }
  await markHandled(ctx.db, event.id);
  return true;
}

async function giveBack(ctx: Context, paymentId: string): Promise<void> {
  try {
    await settleCancellation(ctx, paymentId);
  } catch (error) {
    ctx.log.warn({ err: error, paymentId }, 'a late payment will be given back by the sweep');
  }
}
