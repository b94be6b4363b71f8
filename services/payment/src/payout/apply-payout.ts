import { newId } from '@tradewind/contracts/ids';
import { isCurrency } from '@tradewind/money';
import { postPayout, postPayoutFailure } from '../ledger/post-payout.ts';
import type { Context } from '../services.ts';
import { isPayoutStatus } from './payout-state.ts';
import { insertPayout, lockPayout, movePayout } from './payout-store.ts';

/** What is read of a processor's payout, from its answer or from a webhook. Times are seconds since 1970. */
export interface PayoutFacts {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly arrival_date: number;
  readonly created: number;
  readonly failure_code?: string | null;
  readonly balance_transaction?: string | { id: string } | null;
  readonly failure_balance_transaction?: string | { id: string } | null;
}

/**
 * Writes down what the processor tells of a payout, in whatever order it is told: the money is at the bank from when it leaves the
 * processor, and back when it did not arrive.
 */
export async function applyPayout(ctx: Pick<Context, 'db' | 'log'>, facts: PayoutFacts): Promise<void> {
  const { status, amount } = facts;
  const currency = facts.currency.toUpperCase();
  if (!isPayoutStatus(status) || !isCurrency(currency)) {
    ctx.log.error({ payout: facts.id, status, currency }, 'a payout is of a kind that is not known here');
    return;
  }
  const failureCode = facts.failure_code ?? null;
  const [arrivesAt, madeAt] = [new Date(facts.arrival_date * 1_000), new Date(facts.created * 1_000)];
  await ctx.db.transaction(async (sql) => {
    await insertPayout(sql, { id: newId('payout'), reference: facts.id, status, amount, currency, failureCode, arrivesAt, madeAt });
    const payout = await lockPayout(sql, facts.id);
    if (!payout) throw new Error('a payout that was written is there');
    await movePayout(sql, payout.id, status, failureCode);
    const [left, back] = [movementOf(facts.balance_transaction), movementOf(facts.failure_balance_transaction)];
    if (left) await postPayout(sql, payout, left);
    if (back) await postPayoutFailure(sql, payout, back);
  });
}

function movementOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === 'object' ? reference?.id : reference;
}
