import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import { paidOf, payWith } from './cart-credit.ts';

const usd = (amount: number) => money(amount, 'USD');
const card = (lastFour: string, available: number) => ({
  accountId: `crd_${lastFour}` as const,
  lastFour,
  available: usd(available),
  problem: null,
});

it('pays with gift cards in their order, then with store credit, and leaves the rest to a card', () => {
  const credit = { giftCards: [card('AAAA', 500), card('BBBB', 300)], storeCredit: { available: usd(1_000) } };
  expect(payWith(usd(2_000), credit).left).toEqual(usd(200));
  const { paid, left } = payWith(usd(700), credit);
  expect(left).toEqual(usd(0));
  expect(paid.map(({ label, amount }) => [label, amount.amountMinor])).toEqual([
    ['Gift card ending in AAAA', 500],
    ['Gift card ending in BBBB', 200],
  ]);
  expect(payWith(usd(700), { giftCards: [], storeCredit: null })).toEqual({ paid: [], left: usd(700) });
});

it('pays nothing of another currency', () => {
  expect(payWith(money(700, 'EUR'), { giftCards: [card('AAAA', 500)], storeCredit: null })).toEqual({ paid: [], left: money(700, 'EUR') });
});

it('says of an order what it was placed with', () => {
  const { paid, left } = paidOf(usd(900), [{ accountId: 'crd_1', kind: 'store_credit', lastFour: null, amount: usd(600) }]);
  expect(paid).toEqual([{ id: 'crd_1', label: 'Store credit', amount: usd(600) }]);
  expect(left).toEqual(usd(300));
});
