import { applyIntent } from '../payment/apply-intent.ts';
import { claimDuePayments, findPayment, type PaymentRow, stopChecking } from '../payment/payment-store.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import { voidAtProcessor } from '../payment/void-at-processor.ts';
import { fetchIntent } from '../processor/intents.ts';
import { recheckRefund } from '../refund/refund-at-processor.ts';
import { claimDueRefunds } from '../refund/refund-store.ts';
import type { Context } from '../services.ts';
import { handleEvent } from '../webhook/handle-event.ts';
import { findStale } from '../webhook/webhook-store.ts';

const batch = 100;

/**
 * Finds out what nobody told us: payments that have been open for a minute or more and pending refunds are asked about at the
 * processor, cancellations that were cut short go on, and events that were stored and not acted on are.
 */
export async function reconcile(ctx: Context): Promise<void> {
  for (const payment of await claimDuePayments(ctx.db, batch)) {
    await attempt(ctx, { paymentId: payment.id }, () => reconcilePayment(ctx, payment));
  }
  for (const refund of await claimDueRefunds(ctx.db, batch)) {
    await attempt(ctx, { refundId: refund.id }, () => recheckRefund(ctx, refund));
  }
  for (const event of await findStale(ctx.db, batch)) {
    await attempt(ctx, { eventId: event.id }, () => handleEvent(ctx, event));
  }
}

async function reconcilePayment(ctx: Context, payment: PaymentRow): Promise<void> {
  if (payment.status === 'pending' || payment.status === 'failed') {
    const intent = await fetchIntent(ctx, payment);
    await applyIntent(ctx, { payment, intent, source: `sweep:${intent.id}` });
  }
  if (payment.orderCancelled) await settleCancellation(ctx, payment.id);
  else if (payment.voidRequested && (await findPayment(ctx.db, payment.id))?.status === 'failed') await voidAtProcessor(ctx, payment);
  await stopChecking(ctx.db, payment.id);
}

/** One that fails leaves the others alone; its time comes again. */
async function attempt(ctx: Context, what: Record<string, string>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    ctx.log.warn({ err: error, ...what }, 'could not be reconciled now');
  }
}
