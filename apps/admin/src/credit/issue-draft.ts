import type { Currency } from '@tradewind/money';
import type { Input } from '#gateway/procedures.ts';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';

export interface IssueDraft {
  readonly amount: string;
  readonly currency: Currency;
  readonly recipient: string;
  /** A day, `2027-12-31`, or nothing. */
  readonly lastDay: string;
  readonly reason: string;
}

type IssueInput = Input<'admin.credit.issue'>;

/** What is to be sent for a draft, or what is wrong at which field. A card is good for the whole of its last day, by UTC. */
export function issueInput({
  amount,
  currency,
  recipient,
  lastDay,
  reason,
}: IssueDraft): { input: IssueInput } | { errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const value = parseMoney(amount, currency);
  if (!value || value.amountMinor === 0) errors.amountMinor = moneyHelp(currency);
  if (reason.trim().length < 3) errors.reason = 'Say why, in a few words';
  if (!value || Object.keys(errors).length > 0) return { errors };
  const input = {
    amountMinor: value.amountMinor,
    currency,
    reason: reason.trim(),
    ...(recipient.trim() && { recipient: recipient.trim() }),
    ...(lastDay && { expiresAt: `${lastDay}T23:59:59.999Z` }),
  };
  return { input };
}
