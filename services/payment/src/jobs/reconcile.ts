import { type Findings, sweepEach } from '@tradewind/messaging';
import { claimDueDisputes } from '../dispute/dispute-store.ts';
import { recheckDispute } from '../dispute/submit-at-processor.ts';
import { postFee } from '../ledger/post-fee.ts';
import { applyIntent, feeOf } from '../payment/apply-intent.ts';
import { claimDuePayments, findPayment, type PaymentRow, stopChecking } from '../payment/payment-store.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import { voidAtProcessor } from '../payment/void-at-processor.ts';
import { fetchIntent } from '../processor/intents.ts';
import { recheckRefund } from '../refund/refund-at-processor.ts';
import { claimDueRefunds, findRefund, type RefundRow } from '../refund/refund-store.ts';
import type { Context } from '../services.ts';
import { handleEvent } from '../webhook/handle-event.ts';
import { findStale } from '../webhook/webhook-store.ts';

const batch = 100;

/**
 * Finds out what nobody told us: payments that have been open for half a minute or more and pending refunds are asked about at the
 * processor, cancellations that were cut short go on, and events that were stored and not acted on are.
 * @returns what became of the payments (unchanged ones are asked about again), of the refunds, the disputes and the events
 */
export async function reconcile(ctx: Context): Promise<Findings> {
  const payments = await sweepEach(
    await claimDuePayments(ctx.db, batch),
    ['captured', 'declined', 'voided', 'conflicted', 'givenBack', 'feeBooked', 'unchanged'],
    (payment) => reconcilePayment(ctx, payment),
  );
  const refunds = await sweepEach(await claimDueRefunds(ctx.db, batch), ['refunded', 'refundFailed', 'refundPending'], (refund) =>
    reconcileRefund(ctx, refund),
  );
  const disputes = await sweepEach(await claimDueDisputes(ctx.db, batch), ['disputeChecked'], async (dispute) => {
    await recheckDispute(ctx, dispute);
    return 'disputeChecked';
  });
  const events = await sweepEach(await findStale(ctx.db, batch), ['eventHandled', 'eventWaiting'], async (event) =>
    (await handleEvent(ctx, event)) ? 'eventHandled' : 'eventWaiting',
  );
  const all = [payments, refunds, disputes, events];
  const sum = (what: 'failed' | 'left') => all.reduce((total, found) => total + found[what], 0);
  return { ...payments, ...refunds, ...disputes, ...events, failed: sum('failed'), left: sum('left') };
}

const paymentOutcomes = {
  pending: 'unchanged',
  failed: 'declined',
  captured: 'captured',
  voided: 'voided',
  conflicted: 'conflicted',
} as const satisfies Record<PaymentRow['status'], string>;

type PaymentOutcome = (typeof paymentOutcomes)[PaymentRow['status']] | 'givenBack' | 'feeBooked';

async function reconcilePayment(ctx: Context, payment: PaymentRow): Promise<PaymentOutcome> {
  const before = payment.status;
  if (before === 'pending' || before === 'failed') {
    const intent = await fetchIntent(ctx, payment);
    await applyIntent(ctx, { payment, intent, source: `sweep:${intent.id}` });
  }
  const feeBooked = (before === 'captured' || before === 'conflicted') && payment.fee === null && (await bookFee(ctx, payment));
  const givenBack = payment.orderCancelled && (await settleCancellation(ctx, payment.id));
  const now = await findPayment(ctx.db, payment.id);
  if (now?.status === 'failed' && payment.voidRequested && !payment.orderCancelled) await voidAtProcessor(ctx, payment);
  await stopChecking(ctx.db, payment.id);
  if (givenBack) return 'givenBack';
  if (feeBooked) return 'feeBooked';
  const after = (await findPayment(ctx.db, payment.id))?.status ?? before;
  return after === before ? 'unchanged' : paymentOutcomes[after];
}

/** Books the fee of money that a webhook told of: it says nothing of fees. */
async function bookFee(ctx: Context, payment: PaymentRow): Promise<boolean> {
  const fee = feeOf((await fetchIntent(ctx, payment)).latest_charge);
  if (fee) await ctx.db.transaction((sql) => postFee(sql, payment.id, fee));
  return fee !== null;
}

const refundOutcomes = {
  pending: 'refundPending',
  succeeded: 'refunded',
  failed: 'refundFailed',
} as const satisfies Record<RefundRow['status'], string>;

async function reconcileRefund(ctx: Context, refund: RefundRow): Promise<(typeof refundOutcomes)[RefundRow['status']]> {
  await recheckRefund(ctx, refund);
  return refundOutcomes[(await findRefund(ctx.db, refund.id))?.status ?? refund.status];
}
