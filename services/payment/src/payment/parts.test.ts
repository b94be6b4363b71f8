import { newId, type OrderEditId } from '@tradewind/contracts/ids';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../jobs/reconcile.ts';
import { applyRefund } from '../refund/apply-refund.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { createPayment } from './create-payment.ts';
import { giveUp } from './give-up.ts';
import type { OrderPart } from './payment-store.ts';
import { readPayment } from './read-payment.ts';
import { voidPayment } from './void-payment.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: false });
});
afterEach(() => expectLedgerToBalance(house));
afterAll(() => house.close());

type Input = ReturnType<typeof paymentInput>;
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
const create = (input: Input) => house.asOrder(() => createPayment(house.ctx, input));
const read = ({ orderId, editId }: OrderPart) => readPayment(house.ctx, { orderId, editId });
const cancel = async (of: OrderPart) => {
  const after = await house.asOrder(() => house.db.transaction((sql) => giveUp(house.ctx, sql, of)));
  await house.asOrder(async () => after?.());
};

/** An order that was paid for, and the payment of an edit of it as it is to be asked for. */
async function paidOrder(): Promise<{ whole: Input; edit: Input & { editId: OrderEditId } }> {
  const whole = paymentInput(visa);
  await create(whole);
  return { whole, edit: { ...paymentInput({ ...visa, orderId: whole.orderId, amount: usd(500) }), editId: newId('orderEdit') } };
}

describe('an edit that costs more', () => {
  it('has a payment of its own, once, of which events say whose it is', async () => {
    const { whole, edit } = await paidOrder();
    const { paymentId } = await create(edit);
    expect((await create(edit)).paymentId).toBe(paymentId);
    expect(await read(edit)).toMatchObject({ id: paymentId, editId: edit.editId, status: 'captured', amount: usd(500) });
    expect(await read(whole)).toMatchObject({ editId: null, status: 'captured', amount: usd(1_999) });
    const told = (await house.events()).filter(({ data }) => data.orderId === whole.orderId);
    expect(told.map(({ type, data }) => [type, data.editId])).toEqual([
      ['payment.captured', undefined],
      ['payment.captured', edit.editId],
    ]);
    await expectBooksToAgree(house);
  });

  it('is given up by itself, and its order stays paid', async () => {
    const { whole, edit } = await paidOrder();
    const { paymentMethodId, ...unpaid } = edit;
    await create(unpaid);
    expect(await house.asOrder(() => voidPayment(house.ctx, edit))).toEqual({ status: 'voided' });
    expect((await read(whole)).status).toBe('captured');
    await expect(create(edit)).rejects.toMatchObject({ code: 'CONFLICT' });
    // The next edit is another part.
    const next = { ...edit, editId: newId('orderEdit') };
    expect((await create(next)).status).toBe('succeeded');
  });

  it('has no payment made once it or its order was given up', async () => {
    const { whole, edit } = await paidOrder();
    expect(await house.asOrder(() => voidPayment(house.ctx, edit))).toEqual({ status: 'none' });
    await expect(create(edit)).rejects.toMatchObject({ code: 'CONFLICT' });
    await cancel({ orderId: whole.orderId });
    await expect(create({ ...edit, editId: newId('orderEdit') })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('has its money given back when that comes after it was given up', async () => {
    const { whole, edit } = await paidOrder();
    const { paymentMethodId, ...unpaid } = edit;
    const { clientSecret } = await create(unpaid);
    // The event is told while the processor is away; the shopper pays in that moment.
    await house.faults({ errorRate: 1 });
    await expect(cancel(edit)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await house.faults({});
    await house.stripe.paymentIntents.confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_visa' });
    await house.db.rows('UPDATE payment SET next_check_at = now() WHERE order_id = $1', [edit.orderId]);
    await house.asOrder(() => reconcile(house.ctx));
    expect(await read(edit)).toMatchObject({ status: 'captured', refunded: usd(500) });
    expect((await read(whole)).refunded).toEqual(usd(0));
  });
});

describe('refunds', () => {
  it('are of one payment, and never above it', async () => {
    const { whole, edit } = await paidOrder();
    await create(edit);
    const refund = (of: OrderPart, amountMinor: number) => {
      const asked = {
        orderId: of.orderId,
        editId: of.editId ?? undefined,
        refundId: newId('refund'),
        amount: usd(amountMinor),
        reason: 'why',
      };
      return house.asOrder(() => refundPayment(house.ctx, asked));
    };
    await expect(refund(edit, 501)).rejects.toMatchObject({ code: 'CONFLICT' });
    await refund(edit, 500);
    await expect(refund(edit, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await refund({ orderId: whole.orderId }, 1_999);
    await expect(refund({ orderId: whole.orderId }, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect([(await read(whole)).refunded, (await read(edit)).refunded]).toEqual([usd(1_999), usd(500)]);
    const told = (await house.events()).filter(({ type, data }) => type === 'payment.refunded' && data.orderId === whole.orderId);
    expect(told.map(({ data }) => data.editId)).toEqual([edit.editId, undefined]);
  });

  it('under an id of one part are not those of another', async () => {
    const { whole, edit } = await paidOrder();
    await create(edit);
    const asked = { orderId: whole.orderId, refundId: newId('refund'), amount: usd(100), reason: 'why' };
    await house.asOrder(() => refundPayment(house.ctx, asked));
    await expect(house.asOrder(() => refundPayment(house.ctx, { ...asked, editId: edit.editId }))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('made at the processor are of the payment that they were made of', async () => {
    const { whole, edit } = await paidOrder();
    await create(edit);
    const { reference } = await read(edit);
    const made = await house.stripe.refunds.create({ payment_intent: reference ?? '', amount: 200 });
    await house.asOrder(() => applyRefund(house.ctx, { ...made, metadata: {} }));
    expect([(await read(whole)).refunded, (await read(edit)).refunded]).toEqual([usd(0), usd(200)]);
  });
});

describe('a cancelled order', () => {
  it('has all of its payments given back', async () => {
    const { whole, edit } = await paidOrder();
    const second = { ...edit, editId: newId('orderEdit'), amount: usd(250) };
    await create(edit);
    await create(second);
    await cancel({ orderId: whole.orderId });
    const back = await Promise.all([whole, edit, second].map(read));
    expect(back.map(({ refunded }) => refunded)).toEqual([usd(1_999), usd(500), usd(250)]);
  });

  it('and an edit that is being paid for end with money given back, or none taken', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { whole, edit } = await paidOrder();
      await Promise.allSettled([create(edit), cancel({ orderId: whole.orderId })]);
      await house.db.rows('UPDATE payment SET next_check_at = now() WHERE order_id = $1', [whole.orderId]);
      await house.asOrder(() => reconcile(house.ctx));
      const charges = (await house.charges()).filter(
        ({ metadata, status }) => metadata.orderId === whole.orderId && status === 'succeeded',
      );
      expect(charges.length).toBeGreaterThan(0);
      for (const { amount, amountRefunded } of charges) expect(amountRefunded).toBe(amount);
    }
  });
});
