import type { Currency } from '@tradewind/money';
import { onlyRow, type Sql } from '@tradewind/service';
import type Stripe from 'stripe';
import { applyIntent } from '../payment/apply-intent.ts';
import type { PaymentStatus } from '../payment/payment-state.ts';
import { findPayment, findPaymentOfIntent } from '../payment/payment-store.ts';
import { isMissing } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import type { Difference } from './discrepancy-store.ts';

/** What a look at one thing of both books came to: they agree, they do by now, or they do not. */
export type Match<Repaired extends string> =
  | { readonly outcome: 'matched' | Repaired }
  | { readonly outcome: 'differs'; difference: Difference };

export type ChargeMatch = Match<'captured' | 'conflicted'>;

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
  if (!payment || intentId === null) {
    // One that was given back in full is no money that anybody misses.
    if (charge.amount_refunded === charge.amount_captured) return matched;
    return { outcome: 'differs', difference: { ...theirs, kind: 'charge_unknown', paymentId: null, ours: 0 } };
  }
  if (untold.has(payment.status)) {
    const intent = await ctx.stripe.paymentIntents.retrieve(intentId);
    await applyIntent(ctx, { payment, intent, source: `match:${charge.id}` });
    const now = await findPayment(ctx.db, payment.id);
    if (now?.status === 'captured' || now?.status === 'conflicted') return { outcome: now.status };
  }
  const taken = await takenOf(ctx.db, payment.id);
  if (taken?.amount === theirs.theirs && taken.currency === theirs.currency) return matched;
  return { outcome: 'differs', difference: { ...theirs, kind: 'charge_differs', paymentId: payment.id, ours: taken?.amount ?? 0 } };
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
    const { data } = await ctx.stripe.charges.list({ payment_intent: intent, limit: 100 });
    return data.find(({ status, captured }) => status === 'succeeded' && captured);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
