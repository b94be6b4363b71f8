import { onlyRow } from '@tradewind/service';
import type Stripe from 'stripe';
import { applyDispute } from '../dispute/apply-dispute.ts';
import { applyPayout } from '../payout/apply-payout.ts';
import type { Context } from '../services.ts';

type StateMatch = { readonly outcome: 'agrees' | 'stateTold' };

const disputeText = 'SELECT status FROM dispute WHERE reference = $1';
const payoutText = 'SELECT status FROM payout WHERE reference = $1';

/** Writes down how a dispute stands, where nobody told us: an inquiry moves no money, and is seen by this alone. */
export async function matchDispute(ctx: Context, dispute: Stripe.Dispute): Promise<StateMatch> {
  const find = async () => onlyRow(await ctx.db.rows<{ status: string }>(disputeText, [dispute.id]))?.status;
  const before = await find();
  if (before === dispute.status) return { outcome: 'agrees' };
  await applyDispute(ctx, dispute);
  return { outcome: (await find()) === before ? 'agrees' : 'stateTold' };
}

/** Writes down how a payout stands, where nobody told us; one that came back is told with the movement that brought it. */
export async function matchPayout(ctx: Context, payout: Stripe.Payout): Promise<StateMatch> {
  const before = onlyRow(await ctx.db.rows<{ status: string }>(payoutText, [payout.id]))?.status;
  if (before === payout.status || (before === 'paid' && payout.status === 'failed')) return { outcome: 'agrees' };
  await applyPayout(ctx, payout);
  return { outcome: 'stateTold' };
}
