import { newId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import type { z } from 'zod';

/** Where money is, or went; debits are positive. */
export type Account = z.infer<typeof schemas.ledgerAccount>;

interface Posting {
  readonly kind:
    | 'fee'
    | 'dispute_withdrawal'
    | 'dispute_reinstatement'
    | 'dispute_loss'
    | 'payout'
    | 'payout_failure'
    | 'correction'
    | 'credit_issue'
    | 'credit_adjustment';
  readonly paymentId?: string | null;
  readonly disputeId?: string;
  readonly payoutId?: string;
  /** The discrepancy that a correction settles. */
  readonly discrepancy?: string;
  /** The movement of the processor's balance that is booked by this. */
  readonly movement?: string;
  /** The gift card or store credit that is more, or less, by this. */
  readonly creditAccountId?: string;
  readonly currency: string;
  /** Minor units; an account at zero has no entry. */
  readonly amounts: Partial<Record<Account, number>>;
}

const postText = `
  WITH posted AS (
    INSERT INTO ledger_transaction (id, kind, payment_id, dispute_id, payout_id, discrepancy, movement, credit_account_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id
  ), entries AS (
    INSERT INTO ledger_entry (transaction_id, account, currency, amount)
    SELECT posted.id, leg.account, $9, leg.amount FROM posted, unnest($10::text[], $11::bigint[]) AS leg (account, amount)
    WHERE leg.amount <> 0
  )
  SELECT id FROM posted`;

/** Adds a transaction to the ledger, once for what it mirrors. @returns its id, or null when it was booked before */
export async function post(sql: Sql, posting: Posting): Promise<string | null> {
  const { kind, paymentId, disputeId, payoutId, discrepancy, movement, creditAccountId, currency, amounts } = posting;
  const legs = [Object.keys(amounts), Object.values(amounts)];
  const links = [paymentId, disputeId, payoutId, discrepancy, movement, creditAccountId].map((link) => link ?? null);
  const values = [newId('ledgerTransaction'), kind, ...links, currency, ...legs];
  return onlyRow(await sql.rows<{ id: string }>(postText, values))?.id ?? null;
}
