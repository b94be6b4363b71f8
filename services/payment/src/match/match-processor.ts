import { type Findings, sweepEach } from '@tradewind/messaging';
import type { Context } from '../services.ts';
import { type Difference, flag, readOpen, settleDifference } from './discrepancy-store.ts';
import { type ChargeMatch, chargeWithFee, idOf, matchCharge, matchTaken } from './match-charge.ts';
import { type MovementMatch, matchBooked, matchMovement } from './match-movement.ts';
import { matchGoneBack, matchRefund, type RefundMatch } from './match-refund.ts';
import { matchDispute, matchPayout } from './match-state.ts';
import { advance, matchedUntil, readBooked, readGoneBack, readTaken, type Span } from './match-store.ts';

const minute = 60_000;
/** What is younger is still being told. */
export const lagMs = 5 * minute;
/** So much is compared at once; the next run goes on where this one was interrupted. */
const stepMs = 10 * minute;

const outcomes = [
  ...(['matched', 'captured', 'conflicted', 'refundAdopted', 'refundSettled', 'differs'] as const),
  // Of the movements of the processor's balance, and of disputes and payouts that move nothing at the time.
  ...(['agrees', 'feeBooked', 'movementBooked', 'stateTold'] as const),
] as const;

/** Counts of one run, by what was found. */
type Tally = Record<(typeof outcomes)[number] | 'settled' | 'open' | 'failed' | 'left', number>;

/**
 * Compares the processor's books with ours, from where it stopped the last time until five minutes ago: each charge, refund, dispute
 * and payout and each movement of its balance there with payments and ledger here, and the other way round. What only nobody told us is written down as if it had been told;
 * every other difference is flagged for people, and looked at again until the two agree.
 * @param options.from compares from then on, whatever was compared before, `stepMs` at once
 * @returns of what was compared: how many agreed, were written down, differ; of earlier differences: how many are settled by now or
 * open; and how many failed or were left, of which the next run looks at the whole span again
 * @throws what the processor's SDK throws when it cannot be asked
 */
export async function matchProcessor(ctx: Context, now = new Date(), options: { from?: Date; stepMs?: number } = {}): Promise<Findings> {
  const tally: Tally = {
    ...{ matched: 0, captured: 0, conflicted: 0, refundAdopted: 0, refundSettled: 0, differs: 0 },
    ...{ agrees: 0, feeBooked: 0, movementBooked: 0, stateTold: 0 },
    ...{ settled: 0, open: 0, failed: 0, left: 0 },
  };
  const add = (found: Partial<Tally>) => {
    for (const [what, count] of Object.entries(found)) tally[what as keyof Tally] += count;
  };
  add(await lookAgain(ctx));
  const end = new Date(now.getTime() - lagMs);
  for (let from = options.from ?? (await matchedUntil(ctx.db, end)); from < end; ) {
    const to = new Date(Math.min(from.getTime() + (options.stepMs ?? stepMs), end.getTime()));
    for (const found of await matchSpan(ctx, { from, to })) add(found);
    if (tally.failed + tally.left > 0) break;
    if (!options.from) await advance(ctx.db, to);
    from = to;
  }
  return tally;
}

/** Notes a difference for people. */
async function told(ctx: Context, match: ChargeMatch | RefundMatch | MovementMatch): Promise<(typeof outcomes)[number]> {
  if (match.outcome === 'differs' && (await flag(ctx.db, match.difference))) {
    ctx.log.error(match.difference, "the processor's books and ours differ: somebody has to look");
  }
  return match.outcome;
}

async function everyPage<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

async function matchSpan(ctx: Context, span: Span): Promise<Partial<Tally>[]> {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);
  const window = { created: { gte: seconds(span.from), lt: seconds(span.to) }, limit: 100 };
  const charges = await everyPage(ctx.stripe.charges.list({ ...window, expand: ['data.balance_transaction'] }));
  const refunds = await everyPage(ctx.stripe.refunds.list(window));
  const movements = await everyPage(ctx.stripe.balanceTransactions.list(window));
  const disputes = await everyPage(ctx.stripe.disputes.list(window));
  const payouts = await everyPage(ctx.stripe.payouts.list(window));
  const seen = new Set([
    ...movements.map(({ id }) => id),
    ...charges.map(({ payment_intent }) => idOf(payment_intent)),
    ...refunds.map(({ id }) => id),
  ]);
  const taken = (await readTaken(ctx.db, span)).filter(({ reference }) => !seen.has(reference));
  const goneBack = (await readGoneBack(ctx.db, span)).filter(({ reference }) => !seen.has(reference));
  const booked = (await readBooked(ctx.db, span)).filter(({ id }) => !seen.has(id));
  // Charges first: a refund is that of a payment that is known to be captured, and so is a fee.
  return [
    await sweepEach(charges, outcomes, async (charge) => told(ctx, await matchCharge(ctx, charge))),
    await sweepEach(refunds, outcomes, async (refund) => told(ctx, await matchRefund(ctx, refund))),
    await sweepEach(movements, outcomes, async (movement) => told(ctx, await matchMovement(ctx, movement))),
    await sweepEach(disputes, outcomes, async (dispute) => (await matchDispute(ctx, dispute)).outcome),
    await sweepEach(payouts, outcomes, async (payout) => (await matchPayout(ctx, payout)).outcome),
    await sweepEach(taken, outcomes, async ({ id }) => told(ctx, await matchTaken(ctx, id))),
    await sweepEach(goneBack, outcomes, async ({ id }) => told(ctx, await matchGoneBack(ctx, id))),
    await sweepEach(booked, outcomes, async ({ id }) => told(ctx, await matchBooked(ctx, id))),
  ];
}

function matchAgain(
  ctx: Context,
  { id, kind }: { id: string; kind: Difference['kind'] },
): Promise<ChargeMatch | RefundMatch | MovementMatch> {
  switch (kind) {
    case 'charge_unknown':
    case 'charge_differs':
      return ctx.stripe.charges.retrieve(id, chargeWithFee).then((charge) => matchCharge(ctx, charge));
    case 'charge_missing':
      return matchTaken(ctx, id);
    case 'refund_differs':
      return ctx.stripe.refunds.retrieve(id).then((refund) => matchRefund(ctx, refund));
    case 'refund_missing':
      return matchGoneBack(ctx, id);
    case 'fee_differs':
    case 'dispute_differs':
    case 'dispute_missing':
    case 'payout_differs':
    case 'payout_missing':
    case 'payout_failed':
    case 'movement_unknown':
      return matchBooked(ctx, id);
  }
}

/** Looks at what differed before: people may have put it right. */
async function lookAgain(ctx: Context): Promise<Partial<Tally>> {
  return sweepEach(await readOpen(ctx.db), ['settled', 'open'], async (difference) => {
    if ((await told(ctx, await matchAgain(ctx, difference))) === 'differs') return 'open';
    await settleDifference(ctx.db, difference.id);
    return 'settled';
  });
}
