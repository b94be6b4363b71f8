import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type Stripe from 'stripe';
import { postFee } from '../ledger/post-fee.ts';
import { applyIntent, feeOf } from '../payment/apply-intent.ts';
import type { PaymentStatus } from '../payment/payment-state.ts';
import { findPayment, findPaymentOfIntent, type PaymentRow } from '../payment/payment-store.ts';
import { withFee } from '../processor/intents.ts';
import { isMissing } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import type { Difference } from './discrepancy-store.ts';

/** What a look at one thing of both books came to: they agree, they do by now, or they do not. */
export type Match<Repaired extends string> =
  | { readonly outcome: 'matched' | Repaired }
  | { readonly outcome: 'differs'; difference: Difference };

export type ChargeMatch = Match<'captured' | 'conflicted' | 'feeBooked'>;

/** So that the processor tells of a charge what it kept of it. */
export const chargeWithFee = { expand: ['balance_transaction'] };

const matched = { outcome: 'matched' } as const;

/** The id of something that the processor answers as an id or as a whole. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}

const takenText = `
  SELECT e.amount, e.currency FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.payment_id = $1 AND t.kind IN ('capture', 'conflict') AND e.account = 'processor'`;

/** What the ledger says was taken for a payment. */
async function takenOf(sql: Sql, paymentId: string): Promise<{ amount: number; currency: Currency } | undefined> {
  return onlyRow(await sql.rows<{ amount: number; currency: Currency }>(takenText, [paymentId]));
}

/** States that money may still come to: where the processor says that it has, nobody has told us. */
const untold: ReadonlySet<PaymentStatus> = new Set(['pending', 'failed', 'voided']);

/**
 * Holds a charge of the processor against our books. One that nobody told us of is written down by the same verb as its webhook
 * would be.
 */
export async function matchCharge(ctx: Context, charge: Stripe.Charge): Promise<ChargeMatch> {
  if (charge.status !== 'succeeded' || !charge.captured) return matched;
  const intentId = idOf(charge.payment_intent);
  const payment = intentId === null ? undefined : await findPaymentOfIntent(ctx.db, intentId, charge.metadata.paymentId);
  const theirs = { subject: charge.id, currency: charge.currency.toUpperCase(), theirs: charge.amount_captured };
  const left = charge.amount_captured - charge.amount_refunded;
  if (!payment || intentId === null) {
    // What the account has of it: less what was given back, and less the fee, which is not.
    const net = left - (feeOf(charge)?.amount ?? 0);
    if (net === 0) return matched;
    return { outcome: 'differs', difference: { ...theirs, theirs: net, kind: 'charge_unknown', paymentId: null, ours: 0 } };
  }
  if (untold.has(payment.status)) {
    const intent = await ctx.stripe.paymentIntents.retrieve(intentId, withFee);
    await applyIntent(ctx, { payment, intent, source: `match:${charge.id}` });
    const now = await findPayment(ctx.db, payment.id);
    if (now?.status === 'captured' || now?.status === 'conflicted') return { outcome: now.status };
  }
  const taken = await takenOf(ctx.db, payment.id);
  if (taken?.amount === theirs.theirs && taken.currency === theirs.currency) return matchFee(ctx, payment, charge);
  return { outcome: 'differs', difference: { ...theirs, kind: 'charge_differs', paymentId: payment.id, ours: taken?.amount ?? 0 } };
}

/** Holds the fee of a charge against our books; one that was not known is booked. */
async function matchFee(ctx: Context, payment: PaymentRow, charge: Stripe.Charge): Promise<ChargeMatch> {
  const fee = feeOf(charge);
  if (!fee || fee.amount === payment.fee) return matched;
  if (payment.fee === null) {
    await ctx.db.transaction((sql) => postFee(sql, payment.id, fee));
    if ((await findPayment(ctx.db, payment.id))?.fee === fee.amount) return { outcome: 'feeBooked' };
  }
  const { movement: subject, amount: theirs } = fee;
  const currency = fee.currency.toUpperCase();
  return {
    outcome: 'differs',
    difference: { subject, kind: 'fee_differs', paymentId: payment.id, currency, ours: payment.fee ?? 0, theirs },
  };
}

/** Looks at the processor for the charge of a payment that our books have as taken. */
export async function matchTaken(ctx: Context, paymentId: string): Promise<ChargeMatch> {
  const [payment, taken] = [await findPayment(ctx.db, paymentId), await takenOf(ctx.db, paymentId)];
  if (!payment || !taken) return matched;
  const charge = payment.reference === null ? undefined : await chargeOf(ctx, payment.reference);
  if (charge) return matchCharge(ctx, charge);
  const { amount: ours, currency } = taken;
  return { outcome: 'differs', difference: { subject: paymentId, kind: 'charge_missing', paymentId, currency, ours, theirs: 0 } };
}

/** The one successful charge of an intent, if the processor knows of any. */
async function chargeOf(ctx: Context, intent: string): Promise<Stripe.Charge | undefined> {
  try {
    const { data } = await ctx.stripe.charges.list({ payment_intent: intent, limit: 100, expand: ['data.balance_transaction'] });
    return data.find(({ status, captured }) => status === 'succeeded' && captured);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
