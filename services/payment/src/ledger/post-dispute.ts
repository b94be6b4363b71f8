import type { Sql } from '@tradewind/service';
import { post } from './post.ts';

/** A movement of the processor's balance, as far as it is booked. Amounts are minor units; below zero they leave the account. */
export interface Movement {
  readonly id: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
}

interface Disputed {
  readonly id: string;
  readonly paymentId: string;
}

/** Books what a dispute withdraws, or gives back: it is withheld until the dispute is decided, the fee for it is spent. */
export async function postDisputeMovement(sql: Sql, dispute: Disputed, { id: movement, amount, fee, currency }: Movement): Promise<void> {
  await post(sql, {
    kind: amount < 0 ? 'dispute_withdrawal' : 'dispute_reinstatement',
    paymentId: dispute.paymentId,
    disputeId: dispute.id,
    movement,
    currency: currency.toUpperCase(),
    amounts: { processor: amount - fee, disputes: -amount, fees: fee },
  });
}

const withheldText = `
  SELECT e.currency, sum(e.amount)::bigint AS amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.dispute_id = $1 AND e.account = 'disputes' GROUP BY e.currency HAVING sum(e.amount) <> 0`;

/** What is withheld for a lost dispute is a loss. The dispute's row must be locked: it is what is withheld at this moment. */
export async function postDisputeLoss(sql: Sql, dispute: Disputed): Promise<void> {
  for (const { currency, amount } of await sql.rows<{ currency: string; amount: number }>(withheldText, [dispute.id])) {
    const amounts = { dispute_losses: amount, disputes: -amount };
    await post(sql, { kind: 'dispute_loss', paymentId: dispute.paymentId, disputeId: dispute.id, currency, amounts });
  }
}
