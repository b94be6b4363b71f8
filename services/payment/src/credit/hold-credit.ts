import { TradewindError } from '@tradewind/contracts/errors';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { type Currency, formatMoney, money } from '@tradewind/money';
import { actorLabel, currentCall, onlyRow, type Sql } from '@tradewind/service';
import { type CreditRow, findCredit } from './credit-store.ts';

const holdText = `
  WITH taken AS (
    UPDATE credit_account SET held = held + $2
    WHERE id = $1 AND currency = $3 AND balance - held >= $2 AND disabled_at IS NULL AND (expires_at IS NULL OR expires_at > now())
    RETURNING id
  ), noted AS (
    INSERT INTO payment_credit (payment_id, account_id, position, amount) SELECT $4, id, $5, $2 FROM taken
  )
  INSERT INTO credit_movement (account_id, type, amount, payment_id, actor) SELECT id, 'held', $2, $4, $6 FROM taken RETURNING id`;

/**
 * Holds what accounts are to pay of a payment, each by one conditional update, so that nothing is spent twice.
 * @throws CONFLICT naming the account that has not as much any more; then nothing is to be committed
 */
export async function holdCredit(
  sql: Sql,
  { paymentId, currency, parts }: { paymentId: string; currency: Currency; parts: readonly schemas.CreditPart[] },
): Promise<void> {
  const actor = actorLabel(currentCall().actor);
  // In the order of their ids, so that two payments never wait for each other.
  const sorted = parts.map((part, position) => ({ ...part, position })).toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  for (const { accountId, amountMinor, position } of sorted) {
    const held = onlyRow(await sql.rows(holdText, [accountId, amountMinor, currency, paymentId, position, actor]));
    if (!held) throw tooLittle(await findCredit(sql, accountId), currency);
  }
}

/** A gift card by its last four, or store credit, for people. */
function nameOf({ kind, lastFour }: Pick<CreditRow, 'kind' | 'lastFour'>): string {
  return kind === 'gift_card' ? `The gift card that ends in ${lastFour}` : 'Your store credit';
}

/** Why an account pays for nothing, after its name; null when it does. */
export function problemOf(
  row: Pick<CreditRow, 'currency' | 'disabledAt' | 'expiresAt'>,
  currency: Currency,
  now = new Date(),
): string | null {
  if (row.disabledAt !== null) return 'is not valid any more';
  if (row.expiresAt !== null && row.expiresAt <= now) return 'has expired';
  return row.currency === currency ? null : `is in ${row.currency} and does not pay for ${currency}`;
}

function tooLittle(row: CreditRow | undefined, currency: Currency): TradewindError {
  if (!row) return new TradewindError('CONFLICT', 'The gift card is not there any more.');
  const problem = problemOf(row, currency) ?? `has ${formatMoney(money(row.balance - row.held, currency))} left`;
  return new TradewindError('CONFLICT', `${nameOf(row)} ${problem}. Nothing was charged.`);
}
