import { TradewindError } from '@tradewind/contracts/errors';
import { newId, newUuid } from '@tradewind/contracts/ids';
import type { credit, payment as schemas } from '@tradewind/contracts/schemas';
import type Stripe from 'stripe';
import { holdCredit } from '../credit/hold-credit.ts';
import { confirmIntent, fetchIntent } from '../processor/intents.ts';
import type { Context, Services } from '../services.ts';
import { applyIntent } from './apply-intent.ts';
import { cardAmountOf, findPaymentOf, insertPayment, markVoidRequested, type PaymentRow } from './payment-store.ts';
import { recordCreditCapture } from './record-capture.ts';
import { voidAtProcessor } from './void-at-processor.ts';

/** Calls for one part of an order at the same time in this process share one answer; across processes the processor's own key decides. */
const underWay = new WeakMap<Services['db'], Map<string, Promise<schemas.CreatedPayment>>>();

/**
 * Makes the payment of an order, or of an edit of it that costs more, once each: repeated, it goes on where it stopped. With a payment method it is confirmed at
 * once, and voided when that is declined. What gift cards and store credit pay is held first; where no card pays anything, the payment
 * is captured by that.
 * @throws PAYMENT_DECLINED with the processor's code; CONFLICT when the order or the edit was given up, or asked for another amount before, or an
 * account has not as much any more as it was to pay;
 * UNAVAILABLE when the processor does not answer: ask again, nothing is charged twice
 */
export function createPayment(ctx: Context, input: schemas.CreatePaymentInput): Promise<schemas.CreatedPayment> {
  const calls = underWay.get(ctx.db) ?? new Map<string, Promise<schemas.CreatedPayment>>();
  underWay.set(ctx.db, calls);
  const key = JSON.stringify(input);
  const shared = calls.get(key);
  if (shared) return shared;
  const call = pay(ctx, input).finally(() => calls.delete(key));
  calls.set(key, call);
  return call;
}

async function pay(ctx: Context, input: schemas.CreatePaymentInput): Promise<schemas.CreatedPayment> {
  const payment = await openPayment(ctx, input);
  refuseEnded(payment);
  if (cardAmountOf(payment) === 0) return { paymentId: payment.id, status: 'succeeded', clientSecret: null };
  const intent = await fetchIntent(ctx, payment);
  const { paymentMethodId, returnUrl } = input;
  const open = intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  const confirms = paymentMethodId !== undefined && open;
  const after = confirms ? await confirmIntent(ctx, payment, { intentId: intent.id, paymentMethodId, returnUrl }) : intent;
  await applyIntent(ctx, { payment, intent: after, source: `answer:${after.id}` });
  if (confirms && after.last_payment_error) throw await voidDeclined(ctx, payment, after.last_payment_error);
  return answerOf(payment, after);
}

async function openPayment(ctx: Context, input: schemas.CreatePaymentInput): Promise<PaymentRow> {
  const { orderId, orderNumber, amount, email } = input;
  const credit = creditOf(input);
  const editId = input.editId ?? null;
  const row = { id: newId('payment'), orderId, editId, orderNumber, amount: amount.amountMinor, credit, currency: amount.currency };
  const made = await writePayment(ctx, { ...row, attemptId: newUuid(), request: { orderNumber, email } }, input.credit ?? []);
  if (made) return made;
  const known = await findPaymentOf(ctx.db, row);
  if (!known) throw new TradewindError('CONFLICT', editId === null ? 'The order was given up.' : 'The change of the order was given up.');
  if (known.amount === amount.amountMinor && known.credit === credit && known.currency === amount.currency) return known;
  throw new TradewindError('CONFLICT', 'The order has a payment of another amount.');
}

/** What of the amount is not asked of a card. @throws INVALID_INPUT when it is more than that */
function creditOf({ amount, credit = [] }: schemas.CreatePaymentInput): number {
  const sum = credit.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (sum <= amount.amountMinor) return sum;
  throw new TradewindError('INVALID_INPUT', 'The credit is more than the amount.', {
    errors: [{ path: 'credit', message: 'is too much' }],
  });
}

/** The payment with what it holds, and captured when no card is to pay for it: all or nothing. */
async function writePayment(
  ctx: Context,
  row: Parameters<typeof insertPayment>[1],
  parts: readonly credit.CreditPart[],
): Promise<PaymentRow | undefined> {
  if (parts.length === 0 && row.amount > 0) return await insertPayment(ctx.db, row);
  return await ctx.db.transaction(async (sql) => {
    const made = await insertPayment(sql, row);
    if (!made) return undefined;
    await holdCredit(sql, { paymentId: made.id, currency: made.currency, parts });
    if (cardAmountOf(made) === 0) await recordCreditCapture(sql, made);
    return made;
  });
}

function refuseEnded({ status, declineCode }: PaymentRow): void {
  if (status === 'voided' && declineCode !== null) throw declined(declineCode);
  if (status === 'voided') throw new TradewindError('CONFLICT', 'The payment was voided.');
  if (status === 'conflicted') throw new TradewindError('CONFLICT', 'Another amount was taken than was asked for.');
}

/** A decline of a card that we confirmed ends the payment. When the processor is away now, the sweep cancels it later. */
async function voidDeclined(ctx: Context, payment: PaymentRow, error: Stripe.PaymentIntent.LastPaymentError): Promise<TradewindError> {
  await markVoidRequested(ctx.db, payment.id);
  try {
    await voidAtProcessor(ctx, payment);
  } catch (reason) {
    ctx.log.warn({ err: reason, paymentId: payment.id }, 'a declined payment will be voided later');
  }
  return declined(error.decline_code ?? error.code ?? 'generic_decline');
}

function declined(declineCode: string): TradewindError {
  return new TradewindError('PAYMENT_DECLINED', 'The card was declined.', { declineCode });
}

const steps: Record<string, schemas.CreatedPayment['status']> = {
  requires_payment_method: 'requires_payment_method',
  requires_confirmation: 'requires_payment_method',
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'processing',
  succeeded: 'succeeded',
};

function answerOf(payment: PaymentRow, intent: Stripe.PaymentIntent): schemas.CreatedPayment {
  const status = steps[intent.status];
  if (status === undefined || intent.client_secret === null) throw new TradewindError('CONFLICT', 'The payment was voided.');
  const url = intent.next_action?.redirect_to_url?.url;
  return {
    paymentId: payment.id,
    status,
    clientSecret: intent.client_secret,
    ...(url ? { nextAction: { type: 'redirect' as const, url } } : {}),
  };
}
