import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall, onlyRow, type Sql } from '@tradewind/service';
import type { z } from 'zod';
import { type Account, post } from '../ledger/post.ts';
import { applyPayout } from '../payout/apply-payout.ts';
import { toTradewindError } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { type Difference, findOpen, settleDifference } from './discrepancy-store.ts';
import { idOf } from './match-charge.ts';

type Input = Pick<z.infer<typeof schemas.settleDiscrepancyInput>, 'subject' | 'action' | 'reason'>;
type Settled = z.infer<typeof schemas.discrepancySettled>;

/** Which account stands against the processor's where a difference of a kind is booked, and what more of it at the processor does to that. */
const counterparts = {
  charge_unknown: ['suspense', 1],
  charge_differs: ['suspense', 1],
  charge_missing: ['suspense', 1],
  refund_differs: ['suspense', -1],
  refund_missing: ['suspense', -1],
  fee_differs: ['fees', -1],
  dispute_differs: ['disputes', 1],
  dispute_missing: ['disputes', 1],
  payout_differs: ['bank', 1],
  payout_missing: ['bank', 1],
  payout_failed: ['bank', 1],
  movement_unknown: ['suspense', 1],
} as const satisfies Record<Difference['kind'], readonly [Account, 1 | -1]>;

const correctedText = `
  SELECT COALESCE(sum(e.amount), 0)::bigint AS amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.discrepancy = $1 AND e.account = 'processor'`;

const noteText = `INSERT INTO discrepancy_action (subject, action, reason, ours, theirs, actor) VALUES ($1, $2, $3, $4, $5, $6)`;

/**
 * Settles a difference: `book` has the ledger say what the processor says, `accept` leaves it as it is. Who did it and why is kept.
 * @throws NOT_FOUND; CONFLICT when it is settled already; UNAVAILABLE when the processor must be asked and cannot be
 */
export async function settleDiscrepancy(ctx: Context, { subject, action, reason }: Input): Promise<Settled> {
  const found = await findOpen(ctx.db, subject);
  if (action === 'book' && found?.kind === 'payout_failed') await bookBack(ctx, subject);
  return await ctx.db.transaction(async (sql) => {
    const difference = await findOpen(sql, subject);
    if (!difference) throw await refusal(sql, subject);
    if (action === 'book' && difference.kind !== 'payout_failed') await correct(sql, difference);
    const { ours, theirs } = difference;
    const done = action === 'book' ? ('booked' as const) : ('accepted' as const);
    await sql.rows(noteText, [subject, done, reason, ours, theirs, actorLabel(currentCall().actor)]);
    await settleDifference(sql, subject);
    return { subject, action: done };
  });
}

/** Adds to the ledger what it lacks, less what earlier corrections of the same subject have added. */
async function correct(sql: Sql, { subject, kind, paymentId, currency, ours, theirs }: Difference): Promise<void> {
  const [account, sign] = counterparts[kind];
  const corrected = onlyRow(await sql.rows<{ amount: number }>(correctedText, [subject]))?.amount ?? 0;
  const lacking = sign * (theirs - ours) - corrected;
  if (lacking === 0) return;
  const amounts = { processor: lacking, [account]: -lacking };
  await post(sql, { kind: 'correction', discrepancy: subject, paymentId, currency, amounts });
}

/** A payout that came back is booked as its webhook would have had it booked. */
async function bookBack(ctx: Context, movement: string): Promise<void> {
  try {
    const { source } = await ctx.stripe.balanceTransactions.retrieve(movement);
    await applyPayout(ctx, await ctx.stripe.payouts.retrieve(idOf(source) ?? ''));
  } catch (error) {
    throw toTradewindError(error);
  }
}

const anyText = 'SELECT 1 FROM discrepancy WHERE subject = $1';

async function refusal(sql: Sql, subject: string): Promise<TradewindError> {
  const isKnown = (await sql.rows(anyText, [subject])).length > 0;
  return isKnown
    ? new TradewindError('CONFLICT', 'It is settled already.')
    : new TradewindError('NOT_FOUND', 'There is no such difference.');
}
