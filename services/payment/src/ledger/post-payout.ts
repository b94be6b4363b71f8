import type { Sql } from '@tradewind/service';
import { post } from './post.ts';

interface Sent {
  readonly id: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

/** Books a payout when it leaves the processor. @param movement the one of the processor's balance */
export async function postPayout(sql: Sql, { id: payoutId, amount, currency }: Sent, movement: string): Promise<void> {
  await post(sql, { kind: 'payout', payoutId, movement, currency, amounts: { bank: amount, processor: -amount } });
}

/** Books a payout back that did not arrive, also when it had counted as paid. @param movement the one that brought it back */
export async function postPayoutFailure(sql: Sql, { id: payoutId, amount, currency }: Sent, movement: string): Promise<void> {
  await post(sql, { kind: 'payout_failure', payoutId, movement, currency, amounts: { bank: -amount, processor: amount } });
}
