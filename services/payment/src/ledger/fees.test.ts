import { newId } from '@tradewind/contracts/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reconcile } from '../jobs/reconcile.ts';
import { readReconciliation } from '../match/read-reconciliation.ts';
import { createPayment } from '../payment/create-payment.ts';
import { listPayments } from '../payment/list-payments.ts';
import { readPayment } from '../payment/read-payment.ts';
import { refundPayment } from '../refund/refund-payment.ts';
import { expectBooksToAgree, expectLedgerToBalance, type Harness, ledgerOf, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { postFee } from './post-fee.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterEach(async () => {
  await expectBooksToAgree(house);
  await expectLedgerToBalance(house);
  await house.close();
});

const create = (input: ReturnType<typeof paymentInput>) => house.asOrder(() => createPayment(house.ctx, input));

async function sweep() {
  await house.db.rows(`UPDATE payment SET next_check_at = now() WHERE next_check_at IS NOT NULL`);
  return house.asOrder(() => reconcile(house.ctx));
}

const feesAwaited = async () => (await readReconciliation(house.ctx)).balances.map((balance) => balance.feesAwaited);

it('are booked with the capture, when the processor tells them along', async () => {
  const input = paymentInput(visa);
  await create(input);
  expect((await readPayment(house.ctx, input)).fee).toBe(88);
  expect(await ledgerOf(house)).toEqual({ 'processor USD': 1911, 'fees USD': 88, 'sales USD': -1999 });
  expect(await house.db.rows('SELECT 1 FROM payment WHERE next_check_at IS NOT NULL')).toEqual([]);
});

it.each([0, 100])('are found by the sweep, when a webhook told of the money (%i too much)', async (tooMuch) => {
  const input = paymentInput();
  const { clientSecret } = await create(input);
  await house.faults({ wrongAmountRate: tooMuch > 0 ? 1 : 0 });
  const id = clientSecret?.split('_secret_')[0] ?? '';
  const intent = await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  await house.faults({});
  const told = JSON.stringify({ id: 'evt_1', type: 'payment_intent.succeeded', data: { object: intent } });
  await house.db.rows(
    `INSERT INTO webhook_event (id, type, intent, payload, received_at) VALUES ('evt_1', '', $1, $2, now() - interval '1 hour')`,
    [id, told],
  );
  await house.db.rows('UPDATE payment SET next_check_at = NULL');
  expect(await sweep()).toMatchObject({ eventHandled: 1, feeBooked: 0 });
  expect((await readPayment(house.ctx, input)).fee).toBeNull();
  expect(await feesAwaited()).toEqual([1]);
  expect(await sweep()).toMatchObject({ feeBooked: 1 });
  expect(await feesAwaited()).toEqual([0]);
  expect(await sweep()).toMatchObject({ feeBooked: 0, unchanged: 0 });
  expect((await ledgerOf(house))['fees USD']).toBe(tooMuch > 0 ? 91 : 88);
});

it.each([0, 100])('that the processor has not told yet are asked about again (%i too much)', async (tooMuch) => {
  await house.faults({ wrongAmountRate: tooMuch > 0 ? 1 : 0 });
  const input = paymentInput();
  const { clientSecret } = await create(input);
  const id = clientSecret?.split('_secret_')[0] ?? '';
  const { latest_charge: charge } = await house.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  await house.faults({});
  const { balance_transaction: movement } = await house.stripe.charges.retrieve(String(charge));
  await house.control('drift', { drop: movement });
  for (const _ of [1, 2]) await sweep();
  const due = await house.db.rows('SELECT status, fee FROM payment WHERE next_check_at IS NOT NULL');
  expect(due).toEqual([{ status: tooMuch > 0 ? 'conflicted' : 'captured', fee: null }]);
  // The processor forgot what it took: these two books cannot agree.
  await house.control('drift', { add: { amount: 1999 + tooMuch, currency: 'usd' } });
});

it('are not given back with a refund', async () => {
  const input = paymentInput(visa);
  await create(input);
  await house.asOrder(() =>
    refundPayment(house.ctx, { orderId: input.orderId, refundId: newId('refund'), amount: input.amount, reason: 'r' }),
  );
  expect(await ledgerOf(house)).toEqual({ 'processor USD': -88, 'fees USD': 88, 'sales USD': -1999, 'refunds USD': 1999 });
  const { items } = await listPayments(house.ctx, { limit: 5 });
  expect(items).toMatchObject([{ captured: { amountMinor: 1999 }, refunded: { amountMinor: 1999 }, fee: 88 }]);
});

it('are booked once, in the currency of the payment alone, and never of what was not taken', async () => {
  const input = paymentInput(visa);
  await create(input);
  const { id } = await readPayment(house.ctx, input);
  const book = (paymentId: string, currency: string) =>
    house.db.transaction((sql) => postFee(sql, paymentId, { movement: 'txn_x', amount: 5, currency }));
  await book(id, 'usd');
  expect((await readPayment(house.ctx, input)).fee).toBe(88);
  await house.db.rows('UPDATE payment SET fee = NULL');
  await book(id, 'eur');
  expect((await readPayment(house.ctx, input)).fee).toBeNull();
  await book(id, 'usd');
  const open = paymentInput();
  await create(open);
  const { id: pending } = await readPayment(house.ctx, open);
  await book(pending, 'usd');
  expect((await ledgerOf(house))['fees USD']).toBe(88);
  await expect(house.db.rows('UPDATE payment SET fee = 5 WHERE id = $1', [pending])).rejects.toMatchObject({ code: '23514' });
});
