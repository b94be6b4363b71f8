import { onlyRow, type Sql } from '@tradewind/service';
import type Stripe from 'stripe';
import { applyDispute } from '../dispute/apply-dispute.ts';
import { applyPayout } from '../payout/apply-payout.ts';
import { isMissing } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import type { Difference } from './discrepancy-store.ts';
import { type ChargeMatch, chargeWithFee, idOf, type Match, matchCharge } from './match-charge.ts';

export type MovementMatch = { readonly outcome: 'agrees' } | Exclude<Match<'movementBooked'>, { outcome: 'matched' }>;

const agrees = { outcome: 'agrees' } as const;

const bookedText = `
  SELECT t.kind, t.payment_id AS "paymentId", e.currency, sum(e.amount)::bigint AS net
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'processor' WHERE t.movement = $1
  GROUP BY t.kind, t.payment_id, e.currency`;

interface Booked {
  readonly kind: 'fee' | 'dispute_withdrawal' | 'dispute_reinstatement' | 'payout' | 'payout_failure';
  readonly paymentId: string | null;
  readonly currency: string;
  /** What it did to the ledger's account of the processor, minor units. */
  readonly net: number;
}

async function bookedOf(sql: Sql, movement: string): Promise<Booked | undefined> {
  return onlyRow(await sql.rows<Booked>(bookedText, [movement]));
}

/** What nobody told us of a movement is written down by the same verb as its webhook would be. @returns whether there was anything */
async function tell(ctx: Context, movement: Stripe.BalanceTransaction): Promise<boolean> {
  const source = idOf(movement.source) ?? '';
  try {
    if (movement.type.startsWith('payout')) await applyPayout(ctx, await ctx.stripe.payouts.retrieve(source));
    else if (/^d[pu]_/.test(source)) await applyDispute(ctx, await ctx.stripe.disputes.retrieve(source));
    else return false;
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const paidText = `SELECT 1 FROM payout WHERE reference = $1 AND status = 'paid'`;

/** Money of which our books say that it has arrived, and which has come back: somebody is to know before it is booked. */
async function cameBack(sql: Sql, movement: Stripe.BalanceTransaction): Promise<boolean> {
  return movement.type === 'payout_failure' && (await sql.rows(paidText, [idOf(movement.source)])).length > 0;
}

/** Holds a movement of the processor's balance against the ledger. */
export async function matchMovement(ctx: Context, movement: Stripe.BalanceTransaction): Promise<MovementMatch> {
  switch (movement.type) {
    // What belongs to a charge or a refund is held against the ledger with that itself.
    case 'charge':
    case 'payment':
    case 'refund':
    case 'refund_failure':
    case 'payment_refund':
    case 'payment_failure_refund':
      return agrees;
    default:
  }
  const { id: subject, net: theirs } = movement;
  const currency = movement.currency.toUpperCase();
  const before = await bookedOf(ctx.db, subject);
  const hasFailed = !before && (await cameBack(ctx.db, movement));
  const isTold = !before && !hasFailed && (await tell(ctx, movement));
  const booked = isTold ? await bookedOf(ctx.db, subject) : before;
  if (booked?.net === theirs && booked.currency === currency) return isTold ? { outcome: 'movementBooked' } : agrees;
  const kind = hasFailed ? 'payout_failed' : kindOf(booked);
  return {
    outcome: 'differs',
    difference: { subject, kind, paymentId: booked?.paymentId ?? null, currency, ours: booked?.net ?? 0, theirs },
  };
}

function kindOf(booked: Booked | undefined): Difference['kind'] {
  if (!booked) return 'movement_unknown';
  return booked.kind.startsWith('payout') ? 'payout_differs' : 'dispute_differs';
}

/** Looks at the processor for a movement that our books have, or that somebody is to look at. */
export async function matchBooked(ctx: Context, subject: string): Promise<MovementMatch | ChargeMatch> {
  const theirs = await retrieve(ctx, subject);
  const charge = theirs?.type === 'charge' || theirs?.type === 'payment' ? idOf(theirs.source) : null;
  if (charge !== null) return matchCharge(ctx, await ctx.stripe.charges.retrieve(charge, chargeWithFee));
  if (theirs) return matchMovement(ctx, theirs);
  const booked = await bookedOf(ctx.db, subject);
  if (!booked) return agrees;
  const { kind: of, paymentId, currency, net } = booked;
  if (of === 'fee') return { outcome: 'differs', difference: { subject, kind: 'fee_differs', paymentId, currency, ours: -net, theirs: 0 } };
  const kind = of.startsWith('payout') ? 'payout_missing' : 'dispute_missing';
  return { outcome: 'differs', difference: { subject, kind, paymentId, currency, ours: net, theirs: 0 } };
}

async function retrieve(ctx: Context, movement: string): Promise<Stripe.BalanceTransaction | undefined> {
  try {
    return await ctx.stripe.balanceTransactions.retrieve(movement);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
