import { newId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';

/** Where money is, or went; debits are positive. */
export type Account = 'processor' | 'bank' | 'sales' | 'fees' | 'refunds' | 'disputes' | 'dispute_losses' | 'suspense';

interface Posting {
  readonly kind: 'fee' | 'dispute_withdrawal' | 'dispute_reinstatement' | 'dispute_loss' | 'payout' | 'payout_failure' | 'correction';
  readonly paymentId?: string | null;
  readonly disputeId?: string;
  readonly payoutId?: string;
  /** The discrepancy that a correction settles. */
  readonly discrepancy?: string;
  /** The movement of the processor's balance that is booked by this. */
  readonly movement?: string;
  readonly currency: string;
  /** Minor units; an account at zero has no entry. */
  readonly amounts: Partial<Record<Account, number>>;
}

const postText = `
  WITH posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id, dispute_id, payout_id, discrepancy, movement) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING RETURNING id
  )
  INSERT INTO ledger_entry (transaction_id, account, currency, amount)
  SELECT posted.id, leg.account, $8, leg.amount FROM posted, unnest($9::text[], $10::bigint[]) AS leg (account, amount)
  WHERE leg.amount <> 0
  RETURNING id`;

/** Adds a transaction to the ledger, once for what it mirrors. @returns whether it was news */
export async function post(sql: Sql, posting: Posting): Promise<boolean> {
  const { kind, paymentId, disputeId, payoutId, discrepancy, movement, currency, amounts } = posting;
  const legs = [Object.keys(amounts), Object.values(amounts)];
  const links = [paymentId, disputeId, payoutId, discrepancy, movement].map((link) => link ?? null);
  return (await sql.rows(postText, [newId('ledgerTransaction'), kind, ...links, currency, ...legs])).length > 0;
}
