import { money } from '@tradewind/money';
import { expect, it } from 'vitest';
import type { CreditAccount } from '#gateway/procedures.ts';
import { creditName, creditState, movementOf } from './credit-words.ts';

const card: CreditAccount = {
  id: 'crd_1',
  kind: 'gift_card',
  lastFour: 'HJ4R',
  customerId: null,
  recipient: null,
  balance: money(500, 'USD'),
  held: money(0, 'USD'),
  expiresAt: null,
  disabledAt: null,
  disabledBy: null,
  disabledReason: null,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const now = new Date('2026-06-01T00:00:00.000Z');

it('names accounts, and says whether they pay', () => {
  expect(creditName(card)).toBe('Gift card ···· HJ4R');
  expect(creditName({ kind: 'store_credit', lastFour: null })).toBe('Store credit');
  expect(creditState(card, now).label).toBe('Active');
  expect(creditState({ ...card, balance: money(0, 'USD') }, now).label).toBe('Used up');
  expect(creditState({ ...card, expiresAt: now.toISOString() }, now).label).toBe('Expired');
  expect(creditState({ ...card, disabledAt: now.toISOString() }, now).label).toBe('Disabled');
});

it('says what movements do to the balance', () => {
  expect(movementOf({ type: 'captured', amount: money(500, 'USD') })).toEqual({ label: 'Spent', sum: '−$5.00' });
  expect(movementOf({ type: 'adjusted', amount: money(-500, 'USD') }).sum).toBe('−$5.00');
  expect(movementOf({ type: 'refunded', amount: money(500, 'USD') }).sum).toBe('+$5.00');
  expect(movementOf({ type: 'held', amount: money(500, 'USD') }).sum).toBe('$5.00');
});
