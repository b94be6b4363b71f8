import { newId, type OrderId, type RefundId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { readPayment } from '../payment/read-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { refundPayment } from './refund-payment.ts';

let house: Harness;

afterEach(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

async function paidOrder(paymentMethodId = 'pm_card_visa') {
  const input = paymentInput({ ...visa, paymentMethodId });
  await house.asOrder(() => createPayment(house.ctx, input));
  return input;
}

function refund(orderId: OrderId, amountMinor: number, refundId: RefundId = newId('refund'), currency: 'USD' | 'EUR' = 'USD') {
  return house.asOrder(() => refundPayment(house.ctx, { orderId, refundId, amount: { amountMinor, currency }, reason: 'broken' }));
}

const conflict = { code: 'CONFLICT' };

describe('refunds', () => {
  it('go back in parts, once each, and never above what was captured', async () => {
    house = await startPaymentService({ webhooks: true });
    const input = await paidOrder();
    const { orderId } = input;
    const first = newId('refund');
    expect(await refund(orderId, 999, first)).toEqual({ refundId: first, status: 'succeeded' });
    expect(await refund(orderId, 999, first)).toEqual({ refundId: first, status: 'succeeded' });
    await expect(refund(orderId, 998, first)).rejects.toMatchObject(conflict);
    await expect(refund(orderId, 1001)).rejects.toMatchObject(conflict);
    await expect(refund(orderId, 1, newId('refund'), 'EUR')).rejects.toMatchObject(conflict);
    await expect(refund(orderId, 0)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await refund(orderId, 1000)).status).toBe('succeeded');
    await expect(refund(orderId, 1)).rejects.toMatchObject(conflict);
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(1999);
    const told = (await house.events()).filter(({ type }) => type === 'payment.refunded');
    expect(told.map(({ data }) => data.totalRefunded)).toEqual([
      { amountMinor: 999, currency: 'USD' },
      { amountMinor: 1999, currency: 'USD' },
    ]);
    expect((await house.charges())[0]?.amountRefunded).toBe(1999);
  });

  it('stay within what was captured when many ask at once, the same one many times too', async () => {
    house = await startPaymentService({ webhooks: true });
    const { orderId } = await paidOrder();
    const same = newId('refund');
    const asked = [...Array.from({ length: 12 }, () => newId('refund')), ...Array.from({ length: 8 }, () => same)];
    await Promise.allSettled(asked.map((id) => refund(orderId, 400, id)));
    const [sum] = await house.db.rows('SELECT count(*) AS count, sum(amount)::bigint AS sum FROM refund');
    expect(sum).toEqual({ count: 4, sum: 1600 });
    await eventually(async () => expect((await house.charges())[0]?.amountRefunded).toBe(1600));
    await eventually(async () => expect((await house.eventTypes()).filter((type) => type === 'payment.refunded')).toHaveLength(4));
  });

  it('are one refund when all is asked for many times at once, and later again', async () => {
    house = await startPaymentService({ webhooks: false });
    const { orderId } = await paidOrder();
    const refundId = newId('refund');
    // All of them wait for the payment's row when it is let go, so that they truly meet.
    const asked = await house.db.transaction(async (sql) => {
      await sql.rows('SELECT 1 FROM payment FOR UPDATE');
      const asking = Promise.all(Array.from({ length: 6 }, () => refund(orderId, 1999, refundId)));
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await eventually(async () => expect(await house.db.rows(waiting)).toHaveLength(6));
      return { asking };
    });
    const answers = await asked.asking;
    answers.push(await refund(orderId, 1999, refundId));
    expect(answers.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(answers.at(-1)?.status).toBe('succeeded');
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded']);
    expect((await house.charges())[0]?.amountRefunded).toBe(1999);
  });

  it('of a part are one refund when two ask again at once for one that nobody has answered', async () => {
    house = await startPaymentService({ webhooks: false });
    const { orderId } = await paidOrder();
    const refundId = newId('refund');
    await house.faults({ errorRate: 1 });
    expect((await refund(orderId, 400, refundId)).status).toBe('pending');
    // Both look for it, and find nothing, before either has asked for it.
    await house.faults({ delayMs: 400 });
    const asked = await Promise.all([refund(orderId, 400, refundId), refund(orderId, 400, refundId)]);
    expect(asked.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect((await house.charges())[0]?.amountRefunded).toBe(400);
  });

  it('need a captured payment', async () => {
    house = await startPaymentService({ webhooks: false });
    await expect(refund(newId('order'), 100)).rejects.toMatchObject(conflict);
    const input = paymentInput();
    await house.asOrder(() => createPayment(house.ctx, input));
    await expect(refund(input.orderId, 100)).rejects.toMatchObject(conflict);
  });

  it('go back once when the answer is lost', async () => {
    house = await startPaymentService({ webhooks: false });
    const { orderId } = await paidOrder();
    const refundId = newId('refund');
    await house.faults({ loseAnswerRate: 1 });
    expect((await refund(orderId, 500, refundId)).status).toBe('pending');
    await house.faults({});
    expect((await refund(orderId, 500, refundId)).status).toBe('succeeded');
    expect((await house.charges())[0]?.amountRefunded).toBe(500);
  });

  it('go back once when they are asked for again after the processor has forgotten their key', async () => {
    house = await startPaymentService({ webhooks: false });
    const input = await paidOrder();
    const refundId = newId('refund');
    await house.faults({ errorRate: 1 });
    expect((await refund(input.orderId, 500, refundId)).status).toBe('pending');
    expect((await refund(input.orderId, 500, refundId)).status).toBe('pending');
    await house.faults({});
    // What a request did whose key is known no more, and whose answer was lost.
    const { reference } = await readPayment(house.ctx, input);
    await house.stripe.refunds.create({ payment_intent: reference ?? '', amount: 500, metadata: { refundId } });
    expect((await refund(input.orderId, 500, refundId)).status).toBe('succeeded');
    expect((await house.charges())[0]?.amountRefunded).toBe(500);
  });

  it('may come late', async () => {
    house = await startPaymentService({ webhooks: true });
    const { orderId } = await paidOrder('pm_card_pendingRefund');
    expect((await refund(orderId, 500)).status).toBe('pending');
    await eventually(async () => expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded']));
  });

  it('may fail after all, which is booked back and can be tried again', async () => {
    house = await startPaymentService({ webhooks: true });
    const input = await paidOrder('pm_card_refundFail');
    expect((await refund(input.orderId, 1999)).status).toBe('succeeded');
    await eventually(async () =>
      expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refunded', 'payment.refund_failed']),
    );
    expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(0);
    expect((await refund(input.orderId, 1999)).status).toBe('succeeded');
  });

  it('fail when the processor refuses them', async () => {
    house = await startPaymentService({ webhooks: false });
    const input = await paidOrder();
    const { reference } = await readPayment(house.ctx, input);
    await house.stripe.refunds.create({ payment_intent: reference ?? '' });
    expect((await refund(input.orderId, 500)).status).toBe('failed');
    expect(await house.eventTypes()).toEqual(['payment.captured', 'payment.refund_failed']);
  });

  it('made by hand at the processor become known', async () => {
    house = await startPaymentService({ webhooks: true });
    const input = await paidOrder();
    const { reference } = await readPayment(house.ctx, input);
    await house.stripe.refunds.create({ payment_intent: reference ?? '', amount: 700 });
    await eventually(async () => expect((await readPayment(house.ctx, input)).refunded.amountMinor).toBe(700));
    await expect(refund(input.orderId, 1300)).rejects.toMatchObject(conflict);
  });
});
