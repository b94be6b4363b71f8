import { formatMoney, type Money } from '@tradewind/money';
import type { CreditAccount, CreditMovement } from '#gateway/procedures.ts';

/** A gift card by its last four, or store credit, by name. */
export function creditName({ kind, lastFour }: Pick<CreditAccount, 'kind' | 'lastFour'>): string {
  return kind === 'gift_card' ? `Gift card ···· ${lastFour ?? '????'}` : 'Store credit';
}

type State = { readonly label: string; readonly tone: 'success' | 'danger' | 'neutral' };

/** Whether an account still pays. */
export function creditState({ disabledAt, expiresAt, balance }: CreditAccount, now: Date): State {
  if (disabledAt !== null) return { label: 'Disabled', tone: 'danger' };
  if (expiresAt !== null && new Date(expiresAt) <= now) return { label: 'Expired', tone: 'neutral' };
  return balance.amountMinor === 0 ? { label: 'Used up', tone: 'neutral' } : { label: 'Active', tone: 'success' };
}

const movementWords: Readonly<Record<CreditMovement['type'], { readonly label: string; readonly sign: 1 | -1 | 0 }>> = {
  issued: { label: 'Issued', sign: 1 },
  held: { label: 'Held for an order', sign: 0 },
  captured: { label: 'Spent', sign: -1 },
  released: { label: 'Let go', sign: 0 },
  refunded: { label: 'Refunded to it', sign: 1 },
  adjusted: { label: 'Adjusted', sign: 1 },
};

/** What a movement is, and what it does to the balance: a hold does nothing to it. */
export function movementOf({ type, amount }: { readonly type: CreditMovement['type']; readonly amount: Money }): {
  label: string;
  sum: string;
} {
  const { label, sign } = movementWords[type];
  if (sign === 0) return { label, sum: formatMoney(amount) };
  const isMore = sign * amount.amountMinor > 0;
  return { label, sum: `${isMore ? '+' : '−'}${formatMoney({ ...amount, amountMinor: Math.abs(amount.amountMinor) })}` };
}
