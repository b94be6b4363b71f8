import type { CreditAccountId } from '@tradewind/contracts/ids';
import { actorLabel, currentCall, onlyRow, type Sql } from '@tradewind/service';
import { type Account, post } from '../ledger/post.ts';
import type { CreditKind } from './credit-store.ts';

/** The ledger's liability for what is on accounts of a kind. */
const liabilities = { gift_card: 'gift_cards', store_credit: 'store_credit' } as const satisfies Record<CreditKind, Account>;

const changeText = `
  WITH changed AS (
    UPDATE credit_account SET balance = balance + $2 WHERE id = $1 AND balance + $2 >= held RETURNING id
  )
  INSERT INTO credit_movement (account_id, type, amount, ledger_transaction, reason, actor)
  SELECT id, $3, $2, $4, $5, $6 FROM changed RETURNING id`;

interface Change {
  readonly account: { readonly id: CreditAccountId; readonly kind: CreditKind; readonly currency: string };
  readonly type: 'issued' | 'adjusted';
  /** Minor units; less when negative. */
  readonly amount: number;
  readonly reason: string;
}

/**
 * Puts something on an account or takes it off by hand, at the shop's expense: balance, movement and ledger in one transaction.
 * @returns false when it would be less than what orders hold of it; then nothing is to be committed
 */
export async function changeBalance(sql: Sql, { account, type, amount, reason }: Change): Promise<boolean> {
  const { id, kind, currency } = account;
  const transaction = await post(sql, {
    kind: type === 'issued' ? 'credit_issue' : 'credit_adjustment',
    creditAccountId: id,
    currency,
    amounts: { goodwill: amount, [liabilities[kind]]: -amount },
  });
  const values = [id, amount, type, transaction, reason, actorLabel(currentCall().actor)];
  return onlyRow(await sql.rows(changeText, values)) !== undefined;
}
