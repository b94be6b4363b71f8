import { type Money, money } from '@tradewind/money';
import type { Cart, Order } from '#gateway/procedures.ts';

/** What pays besides a card, for a list of sums. */
export interface PaidBy {
  readonly id: string;
  readonly label: string;
  readonly amount: Money;
}

/** What of a cart says how it is paid besides by card. */
export type CartCredit = Pick<Cart, 'giftCards' | 'storeCredit'>;

export function giftCardName(lastFour: string | null): string {
  return `Gift card ending in ${lastFour ?? '····'}`;
}

/** How a total is paid: gift cards in their order, then store credit, and what is left for a card. */
export function payWith(total: Money, { giftCards, storeCredit }: CartCredit): { paid: PaidBy[]; left: Money } {
  const sources = [
    ...giftCards.map(({ accountId, lastFour, available }) => ({ id: accountId as string, label: giftCardName(lastFour), available })),
    ...(storeCredit ? [{ id: 'store-credit', label: 'Store credit', available: storeCredit.available }] : []),
  ];
  let left = total.amountMinor;
  const paid = sources.map(({ id, label, available }) => {
    const amount = Math.min(left, available.currency === total.currency ? available.amountMinor : 0);
    left -= amount;
    return { id, label, amount: money(amount, total.currency) };
  });
  return { paid: paid.filter(({ amount }) => amount.amountMinor > 0), left: money(left, total.currency) };
}

/** How an order's total is paid, as it was placed. */
export function paidOf(total: Money, credit: Order['credit']): { paid: PaidBy[]; left: Money } {
  const paid = credit.map(({ accountId, kind, lastFour, amount }) => ({
    id: accountId,
    label: kind === 'gift_card' ? giftCardName(lastFour) : 'Store credit',
    amount,
  }));
  const left = paid.reduce((rest, { amount }) => rest - amount.amountMinor, total.amountMinor);
  return { paid, left: money(left, total.currency) };
}
