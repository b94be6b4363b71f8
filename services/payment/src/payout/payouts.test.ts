import { eventually } from '@tradewind/testing';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, ledgerOf, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { applyPayout } from './apply-payout.ts';
import { listPayouts } from './list-payouts.ts';
import { type PayoutStatus, payoutSourcesOf, payoutTransitions } from './payout-state.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: true });
});

afterEach(async () => {
  await eventually(() => expectBooksToAgree(house));
  await expectLedgerToBalance(house);
  await house.close();
});

const list = async () => (await listPayouts(house.ctx, { limit: 10 })).items;

async function paidOut(): Promise<Stripe.Payout> {
  await house.asOrder(() => createPayment(house.ctx, paymentInput(visa)));
  const { items } = await house.control<{ items: Stripe.Payout[] }>('payouts');
  const [payout] = items;
  if (!payout) throw new Error('nothing was paid out');
  return payout;
}

describe('a payout', () => {
  it('moves money from the processor to the bank', async () => {
    const { id: reference } = await paidOut();
    await eventually(async () =>
      expect(await list()).toMatchObject([{ reference, status: 'paid', amount: { amountMinor: 1911, currency: 'USD' } }]),
    );
    expect(await ledgerOf(house)).toEqual({ 'bank USD': 1911, 'fees USD': 88, 'sales USD': -1999 });
  });

  it('that fails after it was paid is booked back', async () => {
    const { id } = await paidOut();
    await eventually(async () => expect((await list())[0]?.status).toBe('paid'));
    await house.control(`payouts/${id}/fail`);
    await eventually(async () => expect(await list()).toMatchObject([{ status: 'failed', failureCode: 'account_closed', wasPaid: true }]));
    expect(await ledgerOf(house)).toEqual({ 'processor USD': 1911, 'fees USD': 88, 'sales USD': -1999 });
  });

  it.each([
    ['made', 'paid', 'failed'],
    ['made', 'failed', 'paid'],
    ['paid', 'made', 'failed'],
    ['paid', 'failed', 'made'],
    ['failed', 'made', 'paid'],
    ['failed', 'paid', 'made'],
  ] as const)('told as %s, %s, %s, twice each, ends the same', async (...order) => {
    const made = await paidOut();
    await eventually(async () => expect((await list())[0]?.status).toBe('paid'));
    await house.control(`payouts/${made.id}/fail`);
    await eventually(async () => expect((await list())[0]?.status).toBe('failed'));
    const failed = await house.stripe.payouts.retrieve(made.id);
    const words = {
      made: { ...failed, ...made },
      paid: { ...failed, status: 'paid', failure_code: null, failure_balance_transaction: null },
      failed,
    };
    // Another payout, of which nobody has told yet.
    const fresh = (facts: Stripe.Payout) => ({
      ...facts,
      id: `${facts.id}x`,
      balance_transaction: `${facts.balance_transaction}x`,
      failure_balance_transaction: facts.failure_balance_transaction && `${facts.failure_balance_transaction}x`,
    });
    const before = await ledgerOf(house);
    for (const word of order) {
      await Promise.all([1, 2].map(() => house.asOrder(() => applyPayout(house.ctx, fresh(words[word])))));
    }
    expect((await list()).find(({ reference }) => reference.endsWith('x'))).toMatchObject({ status: 'failed', wasPaid: true });
    expect(await ledgerOf(house)).toEqual(before);
  });
});

it('the machine leads nowhere back', () => {
  const statuses = Object.keys(payoutTransitions) as PayoutStatus[];
  expect(statuses.filter((status) => payoutTransitions[status].length === 0)).toEqual(['failed', 'canceled']);
  expect(payoutSourcesOf('failed')).toEqual(['pending', 'in_transit', 'paid']);
});
