import { newId, newUuid, type OrderId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onOrderCancelled } from '../events/on-order-cancelled.ts';
import { createPayment } from '../payment/create-payment.ts';
import { readPayment } from '../payment/read-payment.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { reconcile } from './reconcile.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterEach(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

const create = (input: ReturnType<typeof paymentInput>) => house.asOrder(() => createPayment(house.ctx, input));
const payInBrowser = (clientSecret: string | null) =>
  house.stripe.paymentIntents.confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_visa' });

/** Lets the time come at which the sweep looks again. */
async function sweep() {
  await house.db.rows(`UPDATE payment SET next_check_at = now() WHERE next_check_at IS NOT NULL`);
  await house.db.rows(`UPDATE refund SET next_check_at = now() WHERE next_check_at IS NOT NULL`);
  await house.db.rows(`UPDATE webhook_event SET received_at = now() - interval '2 minutes'`);
  return house.asOrder(() => reconcile(house.ctx));
}

const nothing = {
  ...{ captured: 0, declined: 0, voided: 0, conflicted: 0, givenBack: 0, feeBooked: 0, unchanged: 0 },
  ...{ refunded: 0, refundFailed: 0, refundPending: 0, disputeChecked: 0, eventHandled: 0, eventWaiting: 0, failed: 0, left: 0 },
};

/** What messaging does with an event; `dies` stands for an end of the process right after the commit. */
async function cancelOrder(orderId: OrderId, { dies = false } = {}): Promise<void> {
  await house.asOrder(async () => {
    const data = { orderId, by: 'staff' as const, wasConfirmed: true, toRefund: { amountMinor: 1999, currency: 'USD' as const } };
    const envelope = { id: newUuid(), version: 1, aggregateId: orderId, sequence: 1, occurredAt: new Date().toISOString() };
    const event = { ...envelope, traceparent: '', actor: 'order', type: 'order.cancelled' as const, data };
    const after = await house.db.transaction((sql) => onOrderCancelled(house.ctx).handle(sql, event));
    if (after && !dies) await after();
  });
}

describe('the sweep', () => {
  it('finds money that no webhook told of, and then asks no more', async () => {
    const { clientSecret } = await create(paymentInput());
    expect(await sweep()).toEqual({ ...nothing, unchanged: 1 });
    expect(await house.eventTypes()).toEqual([]);
    await payInBrowser(clientSecret);
    expect(await sweep()).toEqual({ ...nothing, captured: 1 });
    expect(await sweep()).toEqual(nothing);
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect(await house.db.rows('SELECT 1 FROM payment WHERE next_check_at IS NOT NULL')).toEqual([]);
  });

  it('leaves young payments and a processor that is away alone', async () => {
    const { clientSecret } = await create(paymentInput());
    await payInBrowser(clientSecret);
    expect(await house.asOrder(() => reconcile(house.ctx))).toEqual(nothing);
    await house.faults({ errorRate: 1 });
    expect(await sweep()).toEqual({ ...nothing, failed: 1 });
    expect(await house.eventTypes()).toEqual([]);
    expect(house.logs()).toContain('could not do its work');
    await house.faults({});
    expect(await sweep()).toEqual({ ...nothing, captured: 1 });
    expect(await house.eventTypes()).toEqual(['payment.captured']);
  });

  it('finds the intent of an answer that was lost', async () => {
    await house.faults({ loseAnswerRate: 1 });
    const input = paymentInput(visa);
    await expect(create(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await house.faults({});
    await sweep();
    expect((await readPayment(house.ctx, input)).reference).toMatch(/^pi_/);
  });

  it('settles refunds whose answer was lost, without doing them twice', async () => {
    const input = paymentInput(visa);
    await create(input);
    const ask = () =>
      house.asOrder(() =>
        refundPayment(house.ctx, {
          orderId: input.orderId,
          refundId: newId('refund'),
          amount: { amountMinor: 500, currency: 'USD' },
          reason: 'r',
        }),
      );
    await house.faults({ loseAnswerRate: 1 });
    await ask();
    await house.faults({ errorRate: 1 });
    await ask();
    await house.faults({});
    expect(await sweep()).toEqual({ ...nothing, refunded: 2 });
    expect(await sweep()).toEqual(nothing);
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(1000);
    expect((await house.charges())[0]?.amountRefunded).toBe(1000);
  });

  it('settles refunds that were pending', async () => {
    const input = paymentInput({ ...visa, paymentMethodId: 'pm_card_pendingRefund' });
    await create(input);
    const amount = { amountMinor: 500, currency: 'USD' as const };
    await house.asOrder(() => refundPayment(house.ctx, { orderId: input.orderId, refundId: newId('refund'), amount, reason: 'r' }));
    await eventually(async () => expect(await sweep()).toEqual({ ...nothing, refunded: 1 }));
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(500);
  });

  it('voids a declined payment that could not be voided at once', async () => {
    const input = paymentInput();
    const { clientSecret } = await create(input);
    await house.db.rows('UPDATE payment SET void_requested_at = now()');
    await house.stripe.paymentIntents
      .confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_chargeDeclined' })
      .catch(() => undefined);
    expect(await sweep()).toEqual({ ...nothing, voided: 1 });
    expect(await house.eventTypes()).toEqual(['payment.failed', 'payment.voided']);
  });

  it('notes a decline that nobody told of, and lets another card follow', async () => {
    const { clientSecret } = await create(paymentInput());
    await house.stripe.paymentIntents
      .confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_chargeDeclined' })
      .catch(() => undefined);
    expect(await sweep()).toEqual({ ...nothing, declined: 1 });
    expect(await sweep()).toEqual({ ...nothing, unchanged: 1 });
    await payInBrowser(clientSecret);
    expect(await sweep()).toEqual({ ...nothing, captured: 1 });
    expect(await house.eventTypes()).toEqual(['payment.failed', 'payment.captured']);
  });

  it('acts on events that were stored and nothing more', async () => {
    const input = paymentInput();
    const { clientSecret } = await create(input);
    const intent = await payInBrowser(clientSecret);
    await house.db.rows('INSERT INTO webhook_event (id, type, intent, payload) VALUES ($1, $2, $3, $4)', [
      'evt_stored',
      'payment_intent.succeeded',
      intent.id,
      JSON.stringify({ id: 'evt_stored', type: 'payment_intent.succeeded', data: { object: intent } }),
    ]);
    await house.db.rows('UPDATE payment SET next_check_at = NULL');
    expect(await sweep()).toEqual({ ...nothing, eventHandled: 1 });
    expect(await house.eventTypes()).toEqual(['payment.captured']);
    expect(await house.db.rows('SELECT 1 FROM webhook_event WHERE handled_at IS NULL')).toEqual([]);
  });
});

describe('a cancelled order', () => {
  it.each([{ dies: false }, { dies: true }])('has its open payment voided (%o)', async (how) => {
    const input = paymentInput();
    await create(input);
    await cancelOrder(input.orderId, how);
    await cancelOrder(input.orderId, how);
    await sweep();
    expect(await house.eventTypes()).toEqual(['payment.voided']);
  });

  it.each([{ dies: false }, { dies: true }])('gets back what is left, once (%o)', async (how) => {
    const input = paymentInput(visa);
    await create(input);
    const amount = { amountMinor: 499, currency: 'USD' as const };
    await house.asOrder(() => refundPayment(house.ctx, { orderId: input.orderId, refundId: newId('refund'), amount, reason: 'r' }));
    await Promise.all([cancelOrder(input.orderId, how), cancelOrder(input.orderId, how)]);
    expect(await sweep()).toMatchObject({ givenBack: how.dies ? 1 : 0, failed: 0 });
    expect(await sweep()).toEqual(nothing);
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded', 'payment.refunded']);
    expect((await house.charges())[0]?.amountRefunded).toBe(1999);
    expect(await house.db.rows('SELECT 1 FROM payment WHERE next_check_at IS NOT NULL')).toEqual([]);
  });

  it('gets back money that came although it was given up', async () => {
    const input = paymentInput();
    const { clientSecret } = await create(input);
    await payInBrowser(clientSecret);
    await cancelOrder(input.orderId);
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded']);
  });

  it.each(['sweep', 'answer'] as const)('gets back money that comes after it was given up, found by the %s', async (finder) => {
    const input = paymentInput();
    const { clientSecret } = await create(input);
    await cancelOrder(input.orderId, { dies: true });
    await payInBrowser(clientSecret);
    if (finder === 'answer') await create(input);
    await sweep();
    await sweep();
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded']);
    expect((await house.charges())[0]?.amountRefunded).toBe(1999);
  });

  it('that never had a payment will not get one', async () => {
    const input = paymentInput(visa);
    await cancelOrder(input.orderId);
    await expect(create(input)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
