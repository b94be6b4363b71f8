import { type CreditAccountId, newId, type OrderId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchBooks } from '../match/match-books.ts';
import { applyIntent } from '../payment/apply-intent.ts';
import { createPayment } from '../payment/create-payment.ts';
import { findPaymentOf } from '../payment/payment-store.ts';
import { readPayment } from '../payment/read-payment.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import { voidPayment } from '../payment/void-payment.ts';
import { withFee } from '../processor/intents.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, ledgerOf, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { disableCredit } from './disable-credit.ts';
import { issueGiftCard } from './issue-gift-card.ts';
import { ownCredit } from './own-credit.ts';
import { readCredit } from './read-credit.ts';
import { usableCredit } from './usable-credit.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: false });
});
afterEach(async () => {
  await expectLedgerToBalance(house);
  await expectBooksToAgree(house);
  await house.close();
});

async function card(amountMinor: number, currency: 'USD' | 'KWD' = 'USD'): Promise<CreditAccountId> {
  const { account } = await house.asUser(() => issueGiftCard(house.ctx, { amountMinor, currency, reason: 'a test' }));
  return account.id;
}

type Input = ReturnType<typeof paymentInput>;
const create = (input: Input) => house.asOrder(() => createPayment(house.ctx, input));
/** An order of 19.99 that some cards pay a part of. */
const order = (parts: readonly (readonly [CreditAccountId, number])[], changes: Partial<Input> = visa) =>
  paymentInput({ ...changes, credit: parts.map(([accountId, amountMinor]) => ({ accountId, amountMinor })) });

/** What is on an account, and what of it is held. */
const on = async (accountId: CreditAccountId) => {
  const { balance, held } = await readCredit(house.ctx, { accountId });
  return [balance.amountMinor, held.amountMinor];
};

describe('a payment', () => {
  it('asks a card for what gift cards leave, and spends them when the card has paid', async () => {
    const [one, other] = [await card(500), await card(1_000)];
    const input = order([
      [one, 500],
      [other, 300],
    ]);
    const waiting = await create({ ...input, paymentMethodId: undefined });
    expect(waiting.status).toBe('requires_payment_method');
    expect([await on(one), await on(other)]).toEqual([
      [500, 500],
      [1_000, 300],
    ]);
    expect((await create(input)).status).toBe('succeeded');
    expect(await house.charges()).toMatchObject([{ amount: 1_199 }]);
    expect([await on(one), await on(other)]).toEqual([
      [0, 0],
      [700, 0],
    ]);
    expect(await readPayment(house.ctx, input)).toMatchObject({
      captured: { amountMinor: 1_999 },
      credit: { amountMinor: 800 },
    });
    const told = (await house.events()).find(({ type }) => type === 'payment.captured');
    expect(told?.data.amount).toEqual(input.amount);
    expect((await ledgerOf(house))['gift_cards USD']).toBe(-700);
    expect((await readCredit(house.ctx, { accountId: other })).movements.map(({ type, orderId }) => [type, orderId])).toEqual([
      ['captured', input.orderId],
      ['held', input.orderId],
      ['issued', null],
    ]);
  });

  it('asks nobody for anything when gift cards pay for all of it, and is captured once', async () => {
    const account = await card(5_000, 'KWD');
    const input = order([[account, 1_999]], { amount: { amountMinor: 1_999, currency: 'KWD' } });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => create({ ...input, email: `a${index}@example.com` })));
    expect(new Set(answers.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 'succeeded', clientSecret: null });
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect((await house.stripe.paymentIntents.list()).data).toEqual([]);
    expect(await on(account)).toEqual([3_001, 0]);
    expect(await readPayment(house.ctx, input)).toMatchObject({ status: 'captured', fee: 0, reference: null });
    expect(await house.asOrder(() => voidPayment(house.ctx, input))).toEqual({ status: 'captured' });
  });

  it('of nothing is paid for by that', async () => {
    const input = paymentInput({ amount: { amountMinor: 0, currency: 'USD' } });
    expect(await create(input)).toMatchObject({ status: 'succeeded', clientSecret: null });
    expect(await create(input)).toMatchObject({ status: 'succeeded', clientSecret: null });
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect(await house.db.rows('SELECT 1 FROM ledger_transaction')).toEqual([]);
  });

  it('spends one gift card once, in however many tabs', async () => {
    const account = await card(2_000);
    const tabs = await Promise.allSettled(Array.from({ length: 20 }, () => create(order([[account, 1_999]], {}))));
    const paid = tabs.filter(({ status }) => status === 'fulfilled');
    expect(paid).toHaveLength(1);
    for (const tab of tabs) {
      if (tab.status === 'rejected') {
        expect(tab.reason).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/ends in .{4} has \$0\.01 left/) });
      }
    }
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect(await on(account)).toEqual([1, 0]);
    expect(await house.db.rows('SELECT 1 FROM payment')).toHaveLength(1);
  });

  it('holds and lets go of two gift cards in either order at once, and nobody waits for ever', async () => {
    const [one, other] = [await card(1_000), await card(1_000)];
    const inputs = Array.from({ length: 20 }, (_, index) => {
      const parts = [
        [one, 50],
        [other, 50],
      ] as const;
      return order(index % 2 ? parts : parts.toReversed(), {});
    });
    const made = await Promise.all(inputs.map(create));
    expect(made.map(({ status }) => status)).toEqual(inputs.map(() => 'requires_payment_method'));
    expect([await on(one), await on(other)]).toEqual([
      [1_000, 1_000],
      [1_000, 1_000],
    ]);
    await expect(create(order([[one, 1]]))).rejects.toMatchObject({ code: 'CONFLICT' });
    await Promise.all(inputs.map((input) => house.asOrder(() => voidPayment(house.ctx, input))));
    expect([await on(one), await on(other)]).toEqual([
      [1_000, 0],
      [1_000, 0],
    ]);
  });

  it.each([
    ['is of another currency', async () => await card(5_000, 'KWD'), /is in KWD/],
    [
      'is disabled',
      async () => {
        const accountId = await card(5_000);
        await house.asUser(() => disableCredit(house.ctx, { accountId, reason: 'stolen' }));
        return accountId;
      },
      /not valid any more/,
    ],
    [
      'has expired',
      async () => {
        const accountId = await card(5_000);
        await house.db.rows(`UPDATE credit_account SET expires_at = now() WHERE id = $1`, [accountId]);
        return accountId;
      },
      /has expired/,
    ],
    ['is not there', async () => newId('creditAccount'), /not there/],
  ])('is not made with a card that %s', async (_name, make, message) => {
    const [good, bad] = [await card(900), await make()];
    const asked = create(
      order([
        [good, 900],
        [bad, 900],
      ]),
    );
    await expect(asked).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(message) });
    expect(await on(good)).toEqual([900, 0]);
    expect(await house.db.rows('SELECT 1 FROM payment')).toEqual([]);
    expect(await house.charges()).toEqual([]);
  });

  it('is not made with more credit than it asks for, nor again with another', async () => {
    const account = await card(5_000);
    await expect(create(order([[account, 2_000]]))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const input = order([[account, 100]], {});
    await create(input);
    await expect(create({ ...input, credit: [{ accountId: account, amountMinor: 101 }] })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await on(account)).toEqual([5_000, 100]);
  });

  it('lets go of what it holds when it is voided, or its card declined, once', async () => {
    const account = await card(1_000);
    const input = order([[account, 900]], {});
    await create(input);
    expect(await usable(account, input.orderId)).toBe(1_000);
    expect(await usable(account, null)).toBe(100);
    await house.asOrder(() => voidPayment(house.ctx, input));
    await house.asOrder(() => voidPayment(house.ctx, input));
    expect(await on(account)).toEqual([1_000, 0]);
    await expect(create(order([[account, 900]], { ...visa, paymentMethodId: 'pm_card_chargeDeclined' }))).rejects.toMatchObject({
      code: 'PAYMENT_DECLINED',
    });
    expect(await on(account)).toEqual([1_000, 0]);
    expect((await readCredit(house.ctx, { accountId: account })).movements.map(({ type }) => type)).toEqual([
      'released',
      'held',
      'released',
      'held',
      'issued',
    ]);
  });

  it('lets go of what it holds when another amount was taken', async () => {
    const account = await card(1_000);
    await house.faults({ wrongAmountRate: 1 });
    const input = order([[account, 900]]);
    await create(input);
    expect((await readPayment(house.ctx, input)).status).toBe('conflicted');
    expect(await on(account)).toEqual([1_000, 0]);
    const told = (await house.events()).find(({ type }) => type === 'payment.conflicted');
    expect(told?.data.expected).toEqual({ amountMinor: 1_099, currency: 'USD' });
  });

  it('is a conflict when its money comes after it was voided: its gift cards may be spent by then', async () => {
    const account = await card(1_000);
    const input = order([[account, 900]], {});
    const { clientSecret } = await create(input);
    await house.stripe.paymentIntents.confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_visa' });
    // As if the processor had said that it was cancelled.
    await house.db.rows(`UPDATE payment SET status = 'voided'`);
    await house.db.transaction(async (sql) => {
      await sql.rows(`UPDATE credit_account SET held = 0`);
      await sql.rows(
        `INSERT INTO credit_movement (account_id, type, amount, payment_id, actor) SELECT account_id, 'released', amount, payment_id, 'x' FROM payment_credit`,
      );
    });
    const payment = await findPaymentOf(house.db, input);
    const intent = await house.stripe.paymentIntents.retrieve(payment?.reference ?? '', withFee);
    await house.asOrder(async () => payment && applyIntent(house.ctx, { payment, intent, source: 'a late webhook' }));
    expect((await readPayment(house.ctx, input)).status).toBe('conflicted');
    expect(await on(account)).toEqual([1_000, 0]);
  });
});

async function usable(accountId: CreditAccountId, orderId: OrderId | null): Promise<number | undefined> {
  const { items } = await usableCredit(house.ctx, { accountIds: [accountId], customerId: null, currency: 'USD', orderId });
  return items[0]?.available.amountMinor;
}

describe('a refund', () => {
  const refund = (input: Input, amountMinor: number, more: Partial<Parameters<typeof refundPayment>[1]> = {}) =>
    house.asOrder(() =>
      refundPayment(house.ctx, {
        orderId: input.orderId,
        refundId: newId('refund'),
        amount: { amountMinor, currency: 'USD' },
        reason: 'broken',
        ...more,
      }),
    );

  it('goes back to the card first, then to the accounts that have paid, the last of them first', async () => {
    const [one, other] = [await card(500), await card(300)];
    const input = order([
      [one, 500],
      [other, 300],
    ]);
    await create(input);
    await refund(input, 1_000);
    expect((await house.charges())[0]?.amountRefunded).toBe(1_000);
    await house.asUser(() => disableCredit(house.ctx, { accountId: other, reason: 'lost' }));
    const mixed = newId('refund');
    expect(await refund(input, 400, { refundId: mixed })).toEqual({ refundId: mixed, status: 'succeeded' });
    expect(await refund(input, 400, { refundId: mixed })).toEqual({ refundId: mixed, status: 'succeeded' });
    expect((await house.charges())[0]?.amountRefunded).toBe(1_199);
    expect([await on(one), await on(other)]).toEqual([
      [0, 0],
      [201, 0],
    ]);
    expect((await refund(input, 599)).status).toBe('succeeded');
    expect([await on(one), await on(other)]).toEqual([
      [500, 0],
      [300, 0],
    ]);
    await expect(refund(input, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await house.asOrder(() => matchBooks(house.ctx, new Date(Date.now() + 6 * 60_000)))).toMatchObject({ differs: 0, open: 0 });
    // What has gone back is good for buying again.
    expect((await create(order([[one, 500]], visa))).status).toBe('succeeded');
  });

  it('of what no card has paid asks no processor, and gives an expired card time to be used', async () => {
    const account = await card(1_999);
    const input = order([[account, 1_999]], {});
    await create(input);
    await house.db.rows(`UPDATE credit_account SET expires_at = now()`);
    await house.faults({ errorRate: 1 });
    expect((await refund(input, 999)).status).toBe('succeeded');
    expect(await on(account)).toEqual([999, 0]);
    const [row] = await house.db.rows<{ days: number }>(`SELECT extract(day FROM expires_at - now())::int AS days FROM credit_account`);
    expect(row?.days).toBeGreaterThanOrEqual(89);
  });

  it("may become store credit of the order's customer, which is spent like a card", async () => {
    const customerId = newId('user');
    const input = paymentInput(visa);
    await create(input);
    expect((await refund(input, 1_500, { to: 'store_credit', customerId })).status).toBe('succeeded');
    expect((await refund(input, 200, { to: 'store_credit', customerId })).status).toBe('succeeded');
    await expect(refund(input, 300, { to: 'store_credit', customerId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(refund(input, 100, { to: 'store_credit' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await house.charges())[0]?.amountRefunded).toBe(0);
    const own = await house.asUser(() => ownCredit(house.ctx), customerId);
    expect(own.items).toMatchObject([
      { available: { amountMinor: 1_700, currency: 'USD' }, movements: [{ type: 'refunded' }, { type: 'refunded' }] },
    ]);
    expect(own.items[0]?.movements[0]).not.toHaveProperty('actor');
    expect((await house.asUser(() => ownCredit(house.ctx))).items).toEqual([]);
    const { items } = await usableCredit(house.ctx, { accountIds: [], customerId, currency: 'USD', orderId: null });
    expect(items).toMatchObject([{ kind: 'store_credit', available: { amountMinor: 1_700 } }]);
    expect((await usableCredit(house.ctx, { accountIds: [], customerId, currency: 'KWD', orderId: null })).items).toEqual([]);
    const account = items[0]?.id ?? newId('creditAccount');
    await create(order([[account, 1_700]]));
    expect((await ledgerOf(house))['store_credit USD']).toBeUndefined();
    // The rest of the first order is still the card's.
    expect((await refund(input, 299)).status).toBe('succeeded');
    expect((await house.charges()).map(({ amountRefunded }) => amountRefunded).toSorted()).toEqual([0, 299]);
  });

  it('becomes a gift card of a guest, mailed once', async () => {
    const input = paymentInput(visa);
    await create(input);
    const refundId = newId('refund');
    const asked = { refundId, to: 'store_credit', email: 'guest@example.com' } as const;
    await Promise.all([refund(input, 700, asked), refund(input, 700, asked)]);
    await refund(input, 700, asked);
    const told = (await house.events()).filter(({ type }) => type === 'payment.gift_card_issued');
    expect(told).toEqual([
      { type: 'payment.gift_card_issued', data: { accountId: expect.any(String), balance: { amountMinor: 700, currency: 'USD' } } },
    ]);
    expect(await house.db.rows('SELECT recipient, balance FROM credit_account')).toEqual([
      { recipient: 'guest@example.com', balance: 700 },
    ]);
  });

  it('that a bank takes back leaves what became credit given, and is not given twice', async () => {
    await house.close();
    house = await startPaymentService({ webhooks: true });
    const account = await card(800);
    const input = order([[account, 800]], { ...visa, paymentMethodId: 'pm_card_refundFail' });
    await create(input);
    await refund(input, 1_500);
    await eventually(async () => expect(await house.eventTypes()).toContain('payment.refund_failed'));
    expect(await on(account)).toEqual([301, 0]);
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(301);
    const told = (await house.events()).slice(-2);
    expect(told.map(({ type, data }) => [type, data.amount, data.totalRefunded])).toEqual([
      ['payment.refund_failed', undefined, undefined],
      ['payment.refunded', { amountMinor: 301, currency: 'USD' }, { amountMinor: 301, currency: 'USD' }],
    ]);
    await expect(refund(input, 1_699)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('of a cancelled order gives all of it back, each its own', async () => {
    const [one, other] = [await card(800), await card(1_999)];
    const [mixed, whole] = [order([[one, 800]]), order([[other, 1_999]], {})];
    for (const input of [mixed, whole]) {
      const { paymentId } = await create(input);
      await house.db.rows('UPDATE payment SET order_cancelled_at = now() WHERE id = $1', [paymentId]);
      expect(await house.asOrder(() => settleCancellation(house.ctx, paymentId))).toBe(true);
      expect(await house.asOrder(() => settleCancellation(house.ctx, paymentId))).toBe(false);
      expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(1_999);
    }
    expect((await house.charges()).map(({ amountRefunded }) => amountRefunded)).toEqual([1_199]);
    expect([await on(one), await on(other)]).toEqual([
      [800, 0],
      [1_999, 0],
    ]);
  });
});
