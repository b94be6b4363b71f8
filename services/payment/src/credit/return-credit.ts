import { type CreditAccountId, newId, type UserId } from '@tradewind/contracts/ids';
import type { NewEvent } from '@tradewind/messaging';
import { type Currency, money } from '@tradewind/money';
import { actorLabel, currentCall, onlyRow, type Sql } from '@tradewind/service';
import { insertCredit } from './credit-store.ts';

/** Whose store credit something becomes; a guest gets a gift card by mail. */
export type CreditOwner = { readonly customerId: UserId } | { readonly recipient: string };

interface Returned {
  readonly id: string;
  readonly paymentId: string;
  /** Minor units of the currency. */
  readonly credit: number;
  readonly currency: Currency;
}

const paidText = `
  SELECT account_id AS "accountId", amount - returned AS left FROM payment_credit
  WHERE payment_id = $1 AND amount > returned ORDER BY position DESC`;
const noteText = 'UPDATE payment_credit SET returned = returned + $3 WHERE payment_id = $1 AND account_id = $2';

// A card that has expired meanwhile is good for a while again.
const giveText = `
  WITH given AS (
    UPDATE credit_account SET balance = balance + $2,
      expires_at = CASE WHEN expires_at < now() + interval '90 days' THEN now() + interval '90 days' ELSE expires_at END
    WHERE id = $1 RETURNING id, kind, currency
  ), moved AS (
    INSERT INTO credit_movement (account_id, type, amount, payment_id, refund_id, ledger_transaction, actor)
    SELECT id, 'refunded', $2, $3, $4, $5, $6 FROM given
  )
  INSERT INTO ledger_entry (transaction_id, account, currency, amount)
  SELECT $5, CASE kind WHEN 'gift_card' THEN 'gift_cards' ELSE 'store_credit' END, currency, -$2::bigint FROM given
  RETURNING id`;

/** What each account that has paid gets of a refund: the last that was used first. */
async function sharesOf(sql: Sql, { paymentId, credit }: Returned): Promise<Map<string, number>> {
  const shares = new Map<string, number>();
  let rest = credit;
  for (const { accountId, left } of await sql.rows<{ accountId: string; left: number }>(paidText, [paymentId])) {
    const share = Math.min(rest, left);
    rest -= share;
    if (share === 0) break;
    shares.set(accountId, share);
    await sql.rows(noteText, [paymentId, accountId, share]);
  }
  if (rest > 0) throw new Error(`more is to be returned than credit has paid of ${paymentId}`);
  return shares;
}

async function accountFor(sql: Sql, owner: CreditOwner, currency: Currency): Promise<CreditAccountId> {
  const { customerId, recipient } = { customerId: null, recipient: null, ...owner };
  const kind = customerId === null ? 'gift_card' : 'store_credit';
  return await insertCredit(sql, { id: newId('creditAccount'), kind, customerId, recipient, currency, expiresAt: null });
}

/**
 * A refund's part that is not a card's: it goes back to the accounts that have paid, or becomes store credit of an owner. Balances,
 * movements and the ledger's liabilities, in the transaction of the refund.
 * @returns what is to be told of it
 */
export async function returnCredit(
  sql: Sql,
  refund: Returned,
  { ledgerTransaction, owner }: { ledgerTransaction: string; owner: CreditOwner | null },
): Promise<NewEvent[]> {
  const { id, paymentId, credit, currency } = refund;
  const target = owner && (await accountFor(sql, owner, currency));
  const shares = target ? new Map([[target as string, credit]]) : await sharesOf(sql, refund);
  const actor = actorLabel(currentCall().actor);
  for (const [accountId, share] of [...shares].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const given = onlyRow(await sql.rows(giveText, [accountId, share, paymentId, id, ledgerTransaction, actor]));
    if (!given) throw new Error('an account that has paid is there');
  }
  if (!target || !owner || !('recipient' in owner)) return [];
  return [{ type: 'payment.gift_card_issued', aggregateId: target, data: { accountId: target, balance: money(credit, currency) } }];
}
