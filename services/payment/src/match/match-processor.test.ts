import { newId, newUuid } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { register } from 'prom-client';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconcile } from '../jobs/reconcile.ts';
import { createPayment } from '../payment/create-payment.ts';
import { findPaymentOf } from '../payment/payment-store.ts';
import { readPayment } from '../payment/read-payment.ts';
import { recordCapture } from '../payment/record-capture.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { matchProcessor } from './match-processor.ts';
import { watchDiscrepancies } from './watch-discrepancies.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterEach(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute);
const create = (input: ReturnType<typeof paymentInput>) => house.asOrder(() => createPayment(house.ctx, input));
/** What came of charges and refunds, and of earlier differences; of movements only what does not agree. */
async function match(now: Date) {
  const { agrees: _, ...found } = await house.asOrder(() => matchProcessor(house.ctx, now));
  return found;
}
const intentOf = (clientSecret: string | null) => clientSecret?.split('_secret_')[0] ?? '';
const payInBrowser = (clientSecret: string | null) =>
  house.stripe.paymentIntents.confirm(intentOf(clientSecret), { payment_method: 'pm_card_visa' });

/** Compares all that there is, as if it were some minutes later: the span of this test's doings is over by then. */
async function matchAll() {
  await house.db.rows(
    `INSERT INTO processor_match (matched_until) VALUES (now() - interval '1 minute')
     ON CONFLICT (only_one) DO UPDATE SET matched_until = excluded.matched_until`,
  );
  return match(inMinutes(6));
}

const nothing = {
  ...{ matched: 0, captured: 0, conflicted: 0, refundAdopted: 0, refundSettled: 0, differs: 0 },
  ...{ feeBooked: 0, movementBooked: 0, stateTold: 0 },
  ...{ settled: 0, open: 0, failed: 0, left: 0 },
};

const flagged = () =>
  house.db.rows<{ subject: string; settled: boolean }>(
    `SELECT subject, kind, payment_id AS "paymentId", currency, ours, theirs, settled_at IS NOT NULL AS settled FROM discrepancy ORDER BY found_at`,
  );

/** A charge at the processor that this service knows nothing of. */
const strayCharge = (metadata: Record<string, string> = {}) =>
  house.stripe.paymentIntents.create({ amount: 700, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, metadata });

/** A captured payment with the processor's intent of it. */
async function paid(paymentMethodId = 'pm_card_visa') {
  const input = paymentInput({ ...visa, paymentMethodId });
  await create(input);
  const { id, reference } = await readPayment(house.ctx, input);
  return { input, id, intent: reference ?? '' };
}

/** Has the books say of a new payment what the processor may not. */
async function book(taken: { reference: string; charge: string; amountMinor: number }) {
  const input = paymentInput();
  await create(input);
  const payment = await findPaymentOf(house.db, input);
  if (!payment) throw new Error('it was made a moment ago');
  await house.db.rows('UPDATE payment SET reference = NULL WHERE id = $1', [payment.id]);
  await house.asOrder(() => recordCapture(house.ctx, payment, { ...taken, currency: 'usd', fee: null }));
  return payment.id;
}

describe('what only nobody told us', () => {
  it('is written down: a payment whose webhook was lost for good, once', async () => {
    const { clientSecret } = await create(paymentInput());
    await payInBrowser(clientSecret);
    await house.db.rows('UPDATE payment SET next_check_at = NULL');
    expect(await matchAll()).toEqual({ ...nothing, captured: 1 });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1 });
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect(await flagged()).toEqual([]);
  });

  it('is written down: money that came after all to a payment of a cancelled order, which goes back', async () => {
    const input = paymentInput();
    const { clientSecret } = await create(input);
    await payInBrowser(clientSecret);
    await house.db.rows(`UPDATE payment SET status = 'voided', order_cancelled_at = now(), next_check_at = NULL`);
    expect(await matchAll()).toMatchObject({ captured: 1, differs: 0 });
    await house.db.rows('UPDATE payment SET next_check_at = now() WHERE next_check_at IS NOT NULL');
    expect(await house.asOrder(() => reconcile(house.ctx))).toMatchObject({ givenBack: 1 });
    expect((await house.charges())[0]?.amountRefunded).toBe(1999);
  });

  it('is written down: a refund that was made at the processor', async () => {
    const { input, intent } = await paid();
    await house.stripe.refunds.create({ payment_intent: intent, amount: 700 });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1, refundAdopted: 1 });
    expect(await matchAll()).toEqual({ ...nothing, matched: 2 });
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(700);
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded']);
  });

  it.each([
    { card: 'pm_card_pendingRefund', end: 'succeeded', refunded: 500, told: ['payment.captured', 'payment.refunded'] },
    { card: 'pm_card_refundFail', end: 'failed', refunded: 0, told: ['payment.captured', 'payment.refunded', 'payment.refund_failed'] },
  ])('is written down: a refund of ours that has $end there meanwhile', async ({ card, end, refunded, told }) => {
    const { input, intent } = await paid(card);
    const amount = { amountMinor: 500, currency: 'USD' as const };
    await house.asOrder(() => refundPayment(house.ctx, { orderId: input.orderId, refundId: newId('refund'), amount, reason: 'r' }));
    await eventually(async () => {
      expect((await house.stripe.refunds.list({ payment_intent: intent })).data[0]?.status).toBe(end);
    });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1, refundSettled: 1 });
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(refunded);
    expect(await house.eventTypes()).toEqual(told);
  });

  it('is never counted as paid when it is another amount', async () => {
    const { clientSecret } = await create(paymentInput());
    await house.faults({ wrongAmountRate: 1 });
    await payInBrowser(clientSecret);
    await house.faults({});
    expect(await matchAll()).toEqual({ ...nothing, conflicted: 1 });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1 });
    expect(await house.eventTypes()).toEqual(['payment.conflicted']);
  });
});

it('a card that was declined is no money on either side', async () => {
  await expect(create(paymentInput({ ...visa, paymentMethodId: 'pm_card_chargeDeclined' }))).rejects.toMatchObject({
    code: 'PAYMENT_DECLINED',
  });
  expect(await matchAll()).toEqual({ ...nothing, matched: 1 });
  expect(await flagged()).toEqual([]);
});

describe('every other difference is flagged for people, once', () => {
  it('a charge behind our back, also when it was given back: its fee was not', async () => {
    const { latest_charge: charge, id: intent } = await strayCharge();
    const difference = { subject: charge, kind: 'charge_unknown', paymentId: null, currency: 'USD', ours: 0, theirs: 650 };
    expect(await matchAll()).toEqual({ ...nothing, differs: 1 });
    expect(await matchAll()).toEqual({ ...nothing, differs: 1, open: 1 });
    expect(await flagged()).toEqual([{ ...difference, settled: false }]);
    expect(house.logs().match(/somebody has to look/g)).toHaveLength(1);
    await house.stripe.refunds.create({ payment_intent: intent });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1, differs: 1, open: 1 });
    expect(await flagged()).toEqual([{ ...difference, theirs: -50, settled: false }]);
    expect(await house.eventTypes()).toEqual([]);
  });

  it('a second charge for a payment that was paid already', async () => {
    const { id, input } = await paid();
    const { latest_charge: charge } = await strayCharge({ paymentId: id, orderId: input.orderId });
    expect(await matchAll()).toEqual({ ...nothing, matched: 1, differs: 1 });
    expect(await flagged()).toMatchObject([{ subject: charge, kind: 'charge_unknown', theirs: 650 }]);
  });

  it('an amount that differs, and stays settled when somebody has settled it', async () => {
    await house.faults({ wrongAmountRate: 1 });
    const intent = await house.stripe.paymentIntents.create({
      amount: 1999,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    });
    await house.faults({});
    const charge = String(intent.latest_charge);
    const paymentId = await book({ reference: intent.id, charge, amountMinor: 1999 });
    expect(await matchAll()).toEqual({ ...nothing, differs: 1 });
    const difference = { subject: charge, kind: 'charge_differs', paymentId, currency: 'USD', ours: 1999, theirs: 2099 };
    expect(await flagged()).toEqual([{ ...difference, settled: false }]);
    await house.db.rows('UPDATE discrepancy SET settled_at = now()');
    expect(await matchAll()).toEqual({ ...nothing, differs: 1 });
    expect(await flagged()).toEqual([{ ...difference, settled: true }]);
  });

  it('a payment of ours that the processor does not know', async () => {
    const paymentId = await book({ reference: 'pi_of_nobody', charge: 'ch_of_nobody', amountMinor: 1999 });
    expect(await matchAll()).toEqual({ ...nothing, differs: 1 });
    expect(await flagged()).toMatchObject([{ subject: paymentId, kind: 'charge_missing', paymentId, ours: 1999, theirs: 0 }]);
  });

  it('a refund of ours that the processor does not know, and one of a payment in conflict', async () => {
    const { input } = await paid();
    const refundId = newId('refund');
    const amount = { amountMinor: 500, currency: 'USD' as const };
    await house.asOrder(() => refundPayment(house.ctx, { orderId: input.orderId, refundId, amount, reason: 'r' }));
    await house.db.rows(`UPDATE refund SET reference = 're_of_nobody'`);
    await house.faults({ wrongAmountRate: 1 });
    const { intent } = await paid();
    await house.faults({});
    const { id: theirs } = await house.stripe.refunds.create({ payment_intent: intent, amount: 99 });
    // The refund that our books have under another name is still known by its own.
    expect(await matchAll()).toMatchObject({ differs: 2, failed: 0 });
    const found = new Map((await flagged()).map((row) => [row.subject, row]));
    expect(found.get(refundId)).toMatchObject({ kind: 'refund_missing', ours: 500, theirs: 0 });
    expect(found.get(theirs)).toMatchObject({ kind: 'refund_differs', ours: 0, theirs: 99 });
  });

  it('also where the processor had it in an earlier span than our books', async () => {
    const [charged, refundedToo] = [await strayCharge(), await paid()];
    const theirs = await house.stripe.refunds.create({ payment_intent: refundedToo.intent, amount: 99 });
    await matchAll();
    const second = Math.floor(Date.now() / 1_000);
    await eventually(() => expect(Math.floor(Date.now() / 1_000)).toBeGreaterThan(second), { everyMs: 20 });
    await house.db.rows('DELETE FROM discrepancy');
    await house.db.rows('UPDATE processor_match SET matched_until = now()');
    const charge = String(charged.latest_charge);
    await book({ reference: charged.id, charge, amountMinor: 1999 });
    const amount = { amountMinor: 500, currency: 'USD' as const };
    const ask = { orderId: refundedToo.input.orderId, refundId: newId('refund'), amount, reason: 'r' };
    await house.db.rows('UPDATE refund SET reference = NULL');
    await house.asOrder(() => refundPayment(house.ctx, ask));
    await house.db.rows('UPDATE refund SET reference = $2 WHERE id = $1', [ask.refundId, theirs.id]);
    expect(await match(inMinutes(6))).toEqual({ ...nothing, matched: 1, differs: 2 });
    expect(await flagged()).toMatchObject([
      { subject: charge, kind: 'charge_differs', ours: 1999, theirs: 700 },
      { subject: theirs.id, kind: 'refund_differs', ours: 500, theirs: 99 },
    ]);
  });

  it('is a figure at /metrics', async () => {
    register.removeSingleMetric('tradewind_payment_discrepancies');
    watchDiscrepancies(house.db);
    const figure = async () => (await register.getSingleMetric('tradewind_payment_discrepancies')?.get())?.values[0]?.value;
    expect(await figure()).toBe(0);
    await strayCharge();
    await matchAll();
    expect(await figure()).toBe(1);
  });
});

describe('the spans that are compared', () => {
  it('begin with the oldest payment, end five minutes ago, and follow each other', async () => {
    expect(await match(inMinutes(0))).toEqual(nothing);
    await house.db.rows('DELETE FROM processor_match');
    await paid();
    expect(await match(inMinutes(4))).toEqual(nothing);
    expect(await match(inMinutes(6))).toEqual({ ...nothing, matched: 1 });
    expect(await match(inMinutes(40))).toEqual(nothing);
    await strayCharge();
    expect(await match(inMinutes(41))).toEqual(nothing);
  });

  it('are looked at again when the processor could not be asked', async () => {
    const { clientSecret } = await create(paymentInput());
    await payInBrowser(clientSecret);
    await house.faults({ errorRate: 1 });
    await expect(match(inMinutes(6))).rejects.toThrow();
    await house.faults({});
    expect(await match(inMinutes(6))).toEqual({ ...nothing, captured: 1 });
    expect(await match(inMinutes(6))).toEqual(nothing);
  });

  it('are looked at again when one of them failed, which keeps no other from its turn', async () => {
    const one = await create(paymentInput());
    const other = await create(paymentInput());
    for (const { clientSecret } of [one, other]) await payInBrowser(clientSecret);
    await house.db.rows(`ALTER TABLE payment ADD CONSTRAINT defect CHECK (id <> '${one.paymentId}' OR status = 'pending')`);
    expect(await match(inMinutes(6))).toEqual({ ...nothing, captured: 1, failed: 1 });
    await house.db.rows('ALTER TABLE payment DROP CONSTRAINT defect');
    expect(await match(inMinutes(6))).toEqual({ ...nothing, captured: 1, matched: 1 });
  });

  it('may be longer than a page of the processor, and be compared by two at once', async () => {
    const intents: Stripe.PaymentIntent[] = [];
    for (let count = 0; count < 105; count += 1) {
      const paymentId = newId('payment');
      await house.db.rows(
        `INSERT INTO payment (id, order_id, order_number, status, amount, currency, attempt_id) VALUES ($1, $2, 'TW-1', 'pending', 1999, 'USD', $3)`,
        [paymentId, newId('order'), newUuid()],
      );
      const payment = { amount: 1999, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, metadata: { paymentId } };
      intents.push(await house.stripe.paymentIntents.create(payment));
    }
    const runs = await Promise.all([match(inMinutes(6)), match(inMinutes(6))]);
    for (const found of runs) expect((found.captured ?? 0) + (found.matched ?? 0)).toBe(105);
    expect(await house.eventTypes()).toEqual(intents.map(() => 'payment.captured'));
  });
});
