import { eventually } from '@tradewind/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { createPayment } from './create-payment.ts';
import { readPayment } from './read-payment.ts';

let house: Harness;

afterEach(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

const create = (input: ReturnType<typeof paymentInput>) => house.asOrder(() => createPayment(house.ctx, input));

describe('with webhooks', () => {
  beforeEach(async () => {
    house = await startPaymentService({ webhooks: true });
  });

  it('captures at once, books it, and tells it once although the webhook tells it too', async () => {
    const input = paymentInput(visa);
    const paid = await create(input);
    expect(paid).toMatchObject({ status: 'succeeded', clientSecret: expect.stringMatching(/^pi_.*_secret_/) });
    const waiting = `SELECT count(*) FILTER (WHERE handled_at IS NOT NULL) AS handled FROM webhook_event`;
    await eventually(async () => expect(await house.db.rows(waiting)).toEqual([{ handled: 3 }]));
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect((await readPayment(house.ctx, input)).captured).toEqual(input.amount);
    const [entry] = await house.charges();
    expect(entry?.metadata).toEqual({ orderId: input.orderId, paymentId: paid.paymentId, orderNumber: input.orderNumber });
  });

  it('waits for the browser when no card is given, and hears of it by webhook', async () => {
    const input = paymentInput();
    const created = await create(input);
    expect(created.status).toBe('requires_payment_method');
    expect(await create(input)).toEqual(created);
    const id = created.clientSecret?.split('_secret_')[0] ?? '';
    await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.captured']));
    expect((await create(input)).status).toBe('succeeded');
  });

  it('hears of a decline in the browser, and of the other card', async () => {
    const created = await create(paymentInput());
    const id = created.clientSecret?.split('_secret_')[0] ?? '';
    await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }).catch(() => undefined);
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.failed']));
    await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.failed', 'payment.captured']));
  });

  it('may hear the webhook before the answer', async () => {
    await house.faults({ delayMs: 600 });
    const input = paymentInput(visa);
    const answer = create(input);
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.captured']), { everyMs: 5 });
    const unanswered = await Promise.race([answer.then(() => false), Promise.resolve(true)]);
    expect(unanswered).toBe(true);
    expect((await answer).status).toBe('succeeded');
    expect(await house.eventTypes()).toEqual(['payment.captured']);
  });

  it('leads to the bank for authentication', async () => {
    const created = await create(paymentInput({ ...visa, paymentMethodId: 'pm_card_authenticationRequired' }));
    expect(created).toMatchObject({
      status: 'requires_action',
      nextAction: { type: 'redirect', url: expect.stringContaining('/v3/authenticate') },
    });
    const [id = ''] = created.clientSecret?.split('_secret_') ?? [];
    const body = new URLSearchParams({ payment_intent: id, payment_intent_client_secret: created.clientSecret ?? '', outcome: 'fail' });
    await fetch(`${house.sandbox.url}/v3/authenticate`, { method: 'POST', body, redirect: 'manual' });
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.failed']));
  });

  it('waits for a payment that is processing', async () => {
    expect((await create(paymentInput({ ...visa, paymentMethodId: 'pm_card_processing' }))).status).toBe('processing');
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.captured']));
  });

  it('survives webhooks that come twice and in any order, and answers that are lost', async () => {
    await house.faults({ duplicateWebhooks: true, reorderWebhooks: true, loseAnswerRate: 0.3, errorRate: 0.1, seed: 11 });
    const inputs = Array.from({ length: 12 }, () => paymentInput(visa));
    const pay = async (input: ReturnType<typeof paymentInput>) => {
      for (let count = 0; count < 10; count += 1) {
        const paid = await create(input).catch((error: { code: string }) => error.code);
        if (paid !== 'UNAVAILABLE') return expect(paid).toMatchObject({ status: 'succeeded' });
      }
      throw new Error('never paid');
    };
    await Promise.all(inputs.map(pay));
    await eventually(async () => expect((await house.eventTypes()).filter((type) => type === 'payment.captured')).toHaveLength(12));
    expect(await house.eventTypes()).toHaveLength(12);
    const charged = (await house.charges()).map(({ metadata }) => metadata.orderId);
    expect(charged.toSorted()).toEqual(inputs.map(({ orderId }) => orderId).toSorted());
  });
});

describe('without webhooks', () => {
  beforeEach(async () => {
    house = await startPaymentService({ webhooks: false });
  });

  it.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
  ])('declines %s with %s, voids, and says so again', async (paymentMethodId, declineCode) => {
    const input = paymentInput({ ...visa, paymentMethodId });
    const refusal = { code: 'PAYMENT_DECLINED', extras: { declineCode } };
    await expect(create(input)).rejects.toMatchObject(refusal);
    await expect(create(input)).rejects.toMatchObject(refusal);
    const payment = await readPayment(house.ctx, input);
    expect(payment.status).toBe('voided');
    expect((await house.stripe.paymentIntents.retrieve(payment.reference ?? '')).status).toBe('canceled');
    expect(await house.eventTypes()).toEqual(['payment.failed', 'payment.voided']);
  });

  it('makes one intent and one charge of twenty parallel calls', async () => {
    const input = paymentInput(visa);
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => create({ ...input, email: `a${index % 4}@example.com` })));
    expect(new Set(results.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(1);
    expect(await house.charges()).toHaveLength(1);
    expect(await house.eventTypes()).toEqual(['payment.captured']);
  });

  it('charges once when the answer is lost after the charge', async () => {
    const input = paymentInput(visa);
    const created = await create(paymentInput({ orderId: input.orderId }));
    await house.faults({ loseAnswerRate: 1 });
    expect(await create(input)).toEqual({ ...created, status: 'succeeded' });
    await house.faults({});
    expect(await create(input)).toEqual({ ...created, status: 'succeeded' });
    expect(await house.charges()).toHaveLength(1);
    expect(await house.eventTypes()).toEqual(['payment.captured']);
  });

  it('finds the intent again when the answer about it was lost', async () => {
    await house.faults({ loseAnswerRate: 1 });
    const input = paymentInput(visa);
    await expect(create(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await house.faults({});
    expect((await create(input)).status).toBe('succeeded');
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('goes on with an intent, and a charge, that were made and answered with an error for good', async () => {
    const early = paymentInput(visa);
    await house.faults({ errorAfterRate: 1 });
    expect((await create(early)).status).toBe('succeeded');
    await house.faults({});
    expect((await create(early)).status).toBe('succeeded');
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(1);
    expect(await house.charges()).toHaveLength(1);
    expect(await house.eventTypes()).toEqual(['payment.captured']);
  });

  it('asks again while the processor is busy with the same request', async () => {
    await house.faults({ busyRate: 1 });
    const input = paymentInput(visa);
    await expect(create(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await house.faults({});
    expect((await create(input)).status).toBe('succeeded');
    expect(await house.charges()).toHaveLength(1);
  });

  it('never counts another amount as paid', async () => {
    await house.faults({ wrongAmountRate: 1 });
    const input = paymentInput(visa);
    await create(input);
    const payment = await readPayment(house.ctx, input);
    expect(payment).toMatchObject({ status: 'conflicted', captured: { amountMinor: 0 } });
    const [event] = await house.events();
    expect(event).toMatchObject({
      type: 'payment.conflicted',
      data: { expected: input.amount, actual: { amountMinor: 2099, currency: 'USD' } },
    });
    await expect(create(input)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses another amount for the same order, and payment methods that nobody knows', async () => {
    const input = paymentInput();
    await create(input);
    await expect(create({ ...input, amount: { amountMinor: 1, currency: 'USD' } })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(create(paymentInput({ paymentMethodId: 'pm_nothing' }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extras: { errors: [{ path: 'paymentMethodId' }] },
    });
  });

  it('logs no secret', async () => {
    await house.faults({ loseAnswerRate: 1 });
    const input = paymentInput({ ...visa, paymentMethodId: 'pm_card_chargeDeclined' });
    await expect(create(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await house.faults({});
    await expect(create(input)).rejects.toMatchObject({ code: 'PAYMENT_DECLINED' });
    expect(house.logs() + JSON.stringify(await house.events())).not.toMatch(/_secret_|sk_test_canary|whsec_|ada@example/);
  });
});
