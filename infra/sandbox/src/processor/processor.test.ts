import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { order, refused, sandboxForEach, stripeFor, until, webhookSecret } from '../test-kit.ts';

const house = sandboxForEach();

const basket = { amount: 1999, currency: 'usd', allowed_payment_method_types: ['card'], metadata: { orderId: 'ord_1' } };

describe('payment intents', () => {
  it('go from nothing to paid and tell of it', async () => {
    const created = await house.stripe.paymentIntents.create(basket);
    expect(created).toMatchObject({ status: 'requires_payment_method', amount: 1999, currency: 'usd', latest_charge: null });
    const paid = await house.stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1999, metadata: { orderId: 'ord_1' } });
    const again = await house.stripe.paymentIntents.retrieve(created.id, { expand: ['latest_charge'] });
    expect(again.latest_charge).toMatchObject({ object: 'charge', status: 'succeeded', paid: true });
    await until(() => house.receiver.types().length === 3);
    expect(house.receiver.types().toSorted()).toEqual(['charge.succeeded', 'payment_intent.created', 'payment_intent.succeeded']);
  });

  it('wait for confirmation when they have a method, and can be changed until then', async () => {
    const created = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_mastercard' });
    expect(created.status).toBe('requires_confirmation');
    const changed = await house.stripe.paymentIntents.update(created.id, { amount: 2500, metadata: { note: 'x', orderId: '' } });
    expect(changed).toMatchObject({ amount: 2500, metadata: { note: 'x' } });
    expect((await house.stripe.paymentIntents.confirm(created.id)).amount_received).toBe(2500);
    expect((await refused(house.stripe.paymentIntents.update(created.id, { amount: 1 }))).code).toBe('payment_intent_unexpected_state');
  });

  it.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ])('%s is declined with %s, and another card may follow', async (method, declineCode) => {
    const error = await refused(house.stripe.paymentIntents.create({ ...basket, payment_method: method, confirm: true }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ code: 'card_declined', decline_code: declineCode, statusCode: 402 });
    const id = error.payment_intent?.id ?? '';
    const intent = await house.stripe.paymentIntents.retrieve(id);
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { decline_code: declineCode } });
    await until(() => house.receiver.types().includes('payment_intent.payment_failed'));
    expect((await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).status).toBe('succeeded');
  });

  it('hold the money until it is captured, in part or not at all', async () => {
    const held = { ...basket, capture_method: 'manual', payment_method: 'pm_card_visa', confirm: true } as const;
    const first = await house.stripe.paymentIntents.create(held);
    expect(first).toMatchObject({ status: 'requires_capture', amount_capturable: 1999, amount_received: 0 });
    expect((await refused(house.stripe.paymentIntents.capture(first.id, { amount_to_capture: 2000 }))).code).toBe('amount_too_large');
    expect(await house.stripe.paymentIntents.capture(first.id, { amount_to_capture: 1000 })).toMatchObject({
      status: 'succeeded',
      amount_received: 1000,
    });
    const second = await house.stripe.paymentIntents.create(held);
    expect((await house.stripe.paymentIntents.cancel(second.id)).status).toBe('canceled');
    expect((await refused(house.stripe.paymentIntents.capture(second.id))).code).toBe('payment_intent_unexpected_state');
  });

  it('settle later when they are processing', async () => {
    const intent = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_processing', confirm: true });
    expect(intent.status).toBe('processing');
    await until(() => house.receiver.types().includes('payment_intent.succeeded'));
    expect((await house.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('cannot be cancelled or confirmed once they are paid', async () => {
    const { id } = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_visa', confirm: true });
    expect(await refused(house.stripe.paymentIntents.cancel(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    });
    await refused(house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
  });

  it('are paid and then disputed with the dispute card', async () => {
    const { id } = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_createDispute', confirm: true });
    await until(() => house.receiver.types().includes('charge.dispute.created'));
    const [charge] = (await house.stripe.charges.list({ payment_intent: id })).data;
    expect(charge?.disputed).toBe(true);
  });

  it('are listed by pages', async () => {
    for (let count = 0; count < 3; count += 1) await house.stripe.paymentIntents.create(basket);
    const seen: string[] = [];
    for await (const intent of house.stripe.paymentIntents.list({ limit: 2 })) seen.push(intent.id);
    expect(new Set(seen).size).toBe(3);
  });

  it('are listed by when they were made', async () => {
    const { created } = await house.stripe.paymentIntents.create(basket);
    const count = async (bounds: Stripe.RangeQueryParam | number) =>
      (await house.stripe.paymentIntents.list({ created: bounds })).data.length;
    expect(await Promise.all([count(created), count(created + 1)])).toEqual([1, 0]);
    expect(await Promise.all([count({ gte: created }), count({ gt: created })])).toEqual([1, 0]);
    expect(await Promise.all([count({ lte: created }), count({ lt: created })])).toEqual([1, 0]);
    expect(await Promise.all([count({ gte: created - 1, lt: created + 1 }), count({ gte: created - 1, lt: created })])).toEqual([1, 0]);
    const nonsense = { gte: 'yesterday' } as unknown as Stripe.RangeQueryParam;
    expect(await refused(house.stripe.paymentIntents.list({ created: nonsense }))).toMatchObject({
      statusCode: 400,
      param: 'created[gte]',
    });
  });

  it.each([
    [{ currency: 'usd' }, 'parameter_missing', 'amount'],
    [{ amount: -5, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 1.5, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 5 }, 'parameter_missing', 'currency'],
  ])('refuse %o', async (params, code, param) => {
    expect(await refused(house.stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams))).toMatchObject({ code, param });
  });

  it('ask for a key', async () => {
    const answer = await fetch(`${house.sandbox.url}/v1/payment_intents`, { method: 'POST', body: new URLSearchParams({ amount: '1' }) });
    expect(answer.status).toBe(401);
    expect(await refused(house.stripe.paymentIntents.retrieve('pi_nothing'))).toMatchObject({ code: 'resource_missing', statusCode: 404 });
  });
});

describe('refunds', () => {
  it('never give back more than was taken', async () => {
    const { id } = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_visa', confirm: true });
    const part = await house.stripe.refunds.create({ payment_intent: id, amount: 999, metadata: { refundId: 'rfd_1' } });
    expect(part).toMatchObject({ status: 'succeeded', amount: 999 });
    await refused(house.stripe.refunds.create({ payment_intent: id, amount: 1001 }));
    expect((await house.stripe.refunds.create({ payment_intent: id })).amount).toBe(1000);
    expect((await refused(house.stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_already_refunded');
    expect((await house.stripe.refunds.list({ payment_intent: id })).data).toHaveLength(2);
    expect((await house.stripe.refunds.retrieve(part.id)).charge).toBe(part.charge);
    await until(() => house.receiver.types().filter((type) => type === 'charge.refunded').length === 2);
  });

  it('are refused for what was never paid', async () => {
    const { id } = await house.stripe.paymentIntents.create(basket);
    await refused(house.stripe.refunds.create({ payment_intent: id }));
    await refused(house.stripe.refunds.create({ charge: 'ch_nothing' }));
  });

  it('may come late, and may fail after all', async () => {
    const late = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_pendingRefund', confirm: true });
    const pending = await house.stripe.refunds.create({ payment_intent: late.id });
    expect(pending.status).toBe('pending');
    const failing = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_refundFail', confirm: true });
    await house.stripe.refunds.create({ payment_intent: failing.id });
    await until(() => house.receiver.types().includes('refund.failed'));
    expect((await house.stripe.refunds.retrieve(pending.id)).status).toBe('succeeded');
    const [charge] = (await house.stripe.charges.list({ payment_intent: failing.id })).data;
    expect(charge?.amount_refunded).toBe(0);
  });
});

describe('idempotency keys', () => {
  it('give the first answer again, a decline too', async () => {
    const first = await house.stripe.paymentIntents.create(basket, { idempotencyKey: 'a' });
    const second = await house.stripe.paymentIntents.create(basket, { idempotencyKey: 'a' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    const declined = { ...basket, payment_method: 'pm_card_chargeDeclined', confirm: true };
    const one = await refused(house.stripe.paymentIntents.create(declined, { idempotencyKey: 'b' }));
    const two = await refused(house.stripe.paymentIntents.create(declined, { idempotencyKey: 'b' }));
    expect(two.payment_intent?.id).toBe(one.payment_intent?.id);
  });

  it('refuse another request', async () => {
    await house.stripe.paymentIntents.create(basket, { idempotencyKey: 'a' });
    const error = await refused(house.stripe.paymentIntents.create({ ...basket, amount: 5 }, { idempotencyKey: 'a' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  it('are 409 while the first is being worked on', async () => {
    await order(house.sandbox.url, { delayMs: 400 });
    const patient = stripeFor(house.sandbox.url, { maxNetworkRetries: 0 });
    const results = await Promise.allSettled([1, 2].map(() => patient.paymentIntents.create(basket, { idempotencyKey: 'a' })));
    const failure = results.find((result) => result.status === 'rejected');
    expect(failure?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('faults', () => {
  it('lose the answer after the work is done, and the retry finds it done', async () => {
    await order(house.sandbox.url, { loseAnswerRate: 1 });
    const params = { ...basket, payment_method: 'pm_card_visa', confirm: true };
    const error = await refused(
      stripeFor(house.sandbox.url, { maxNetworkRetries: 0 }).paymentIntents.create(params, { idempotencyKey: 'a' }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await order(house.sandbox.url, {});
    expect((await house.stripe.paymentIntents.create(params, { idempotencyKey: 'a' })).status).toBe('succeeded');
    const books = (await (await fetch(`${house.sandbox.url}/_sandbox/charges`)).json()) as { items: object[] };
    expect(books.items).toHaveLength(1);
    expect(books.items[0]).toMatchObject({
      amount: 1999,
      amountRefunded: 0,
      currency: 'usd',
      status: 'succeeded',
      metadata: basket.metadata,
    });
  });

  it('fail before anything is done', async () => {
    await order(house.sandbox.url, { errorRate: 1 });
    const error = await refused(stripeFor(house.sandbox.url, { maxNetworkRetries: 0 }).paymentIntents.create(basket));
    expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
    await order(house.sandbox.url, {});
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(0);
  });

  it('fail after the work is done, and go on failing under that key', async () => {
    await order(house.sandbox.url, { errorAfterRate: 1 });
    const hasty = stripeFor(house.sandbox.url, { maxNetworkRetries: 0 });
    expect(await refused(hasty.paymentIntents.create(basket, { idempotencyKey: 'a' }))).toBeInstanceOf(Stripe.errors.StripeAPIError);
    await order(house.sandbox.url, {});
    expect(await refused(hasty.paymentIntents.create(basket, { idempotencyKey: 'a' }))).toMatchObject({ statusCode: 500 });
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it.each([
    ['busyRate', 409],
    ['resetRate', undefined],
  ] as const)('answer by %s before anything is done', async (rate, statusCode) => {
    await order(house.sandbox.url, { [rate]: 1 });
    const hasty = stripeFor(house.sandbox.url, { maxNetworkRetries: 0 });
    expect(await refused(hasty.paymentIntents.create(basket, { idempotencyKey: 'a' }))).toMatchObject({ statusCode });
    await order(house.sandbox.url, {});
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(0);
    expect((await hasty.paymentIntents.create(basket, { idempotencyKey: 'a' })).status).toBe('requires_payment_method');
  });

  it('take a wrong amount', async () => {
    await order(house.sandbox.url, { wrongAmountRate: 1, seed: 7 });
    const intent = await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_visa', confirm: true });
    expect(intent.amount_received).toBe(2099);
  });

  it('send webhooks twice and out of order', async () => {
    await order(house.sandbox.url, { duplicateWebhooks: true, reorderWebhooks: true, seed: 3 });
    await house.stripe.paymentIntents.create({ ...basket, payment_method: 'pm_card_visa', confirm: true });
    await until(() => house.receiver.types().length === 6);
    expect(new Set(house.receiver.events.map(({ id }) => id)).size).toBe(3);
    const inOrder = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'].flatMap((type) => [type, type]);
    expect(house.receiver.types()).not.toEqual(inOrder);
    expect(house.receiver.types().toSorted()).toEqual(inOrder.toSorted());
  });

  it('are refused when they are not understood', async () => {
    for (const body of [{ nonsense: 1 }, { errorRate: 2 }, { duplicateWebhooks: 1 }, [1]]) {
      expect((await order(house.sandbox.url, body)).status).toBe(400);
    }
  });
});

describe('webhooks', () => {
  it('are signed and tried again until they are taken', async () => {
    house.receiver.refuse(2);
    await house.stripe.paymentIntents.create(basket);
    await until(() => house.receiver.types().includes('payment_intent.created'));
    await until(async () => (await house.stripe.events.list({ type: 'payment_intent.created' })).data[0]?.pending_webhooks === 0);
    const event = house.receiver.events[0];
    expect((await house.stripe.events.retrieve(event?.id ?? '')).type).toBe('payment_intent.created');
  });
});

describe('a restart', () => {
  it('finds the books as they were, and what was still to be sent', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
    try {
      house.receiver.refuse(1000);
      const before = await startSandbox({ webhookUrl: house.receiver.url, webhookSecret, dataDir });
      const params = { ...basket, payment_method: 'pm_card_visa', confirm: true };
      const paid = await stripeFor(before.url).paymentIntents.create(params, { idempotencyKey: 'a' });
      await before.close();
      house.receiver.refuse(0);
      const after = await startSandbox({ webhookUrl: house.receiver.url, webhookSecret, dataDir });
      const same = await stripeFor(after.url).paymentIntents.create(params, { idempotencyKey: 'a' });
      expect(same).toMatchObject({ id: paid.id, latest_charge: paid.latest_charge });
      await until(() => house.receiver.types().includes('payment_intent.succeeded'));
      expect((await stripeFor(after.url).refunds.create({ payment_intent: paid.id })).amount).toBe(1999);
      await after.close();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
