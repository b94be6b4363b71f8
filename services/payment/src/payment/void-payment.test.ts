import type { newId } from '@tradewind/contracts/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService, visa } from '../test-kit.ts';
import { createPayment } from './create-payment.ts';
import { readPayment } from './read-payment.ts';
import { voidPayment } from './void-payment.ts';

let house: Harness;

beforeEach(async () => {
  house = await startPaymentService({ webhooks: false });
});

afterEach(async () => {
  await expectLedgerToBalance(house);
  await house.close();
});

const create = (input: ReturnType<typeof paymentInput>) => house.asOrder(() => createPayment(house.ctx, input));
const giveUp = (orderId: ReturnType<typeof newId<'order'>>) => house.asOrder(() => voidPayment(house.ctx, { orderId }));

it('cancels the intent, once', async () => {
  const input = paymentInput();
  await create(input);
  expect(await giveUp(input.orderId)).toEqual({ status: 'voided' });
  expect(await giveUp(input.orderId)).toEqual({ status: 'voided' });
  expect(await house.eventTypes()).toEqual(['payment.voided']);
  await expect(create(input)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('says that the money has come when it has', async () => {
  const input = paymentInput();
  const { clientSecret } = await create(input);
  await house.stripe.paymentIntents.confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: 'pm_card_visa' });
  expect(await giveUp(input.orderId)).toEqual({ status: 'captured' });
  expect(await giveUp(input.orderId)).toEqual({ status: 'captured' });
  expect(await house.eventTypes()).toEqual(['payment.captured']);
});

it('closes the order to payments that come late', async () => {
  const input = paymentInput(visa);
  expect(await giveUp(input.orderId)).toEqual({ status: 'none' });
  await expect(create(input)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await house.charges()).toEqual([]);
});

it('finds and cancels an intent whose answer was lost', async () => {
  const input = paymentInput(visa);
  await house.faults({ loseAnswerRate: 1 });
  await expect(create(input)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await house.faults({});
  expect(await giveUp(input.orderId)).toEqual({ status: 'voided' });
  expect((await house.stripe.paymentIntents.list()).data.map(({ status }) => status)).toEqual(['canceled']);
  expect(await house.charges()).toEqual([]);
});

it('refuses while the processor is away, and changes nothing', async () => {
  const input = paymentInput();
  await create(input);
  await house.faults({ errorRate: 1 });
  await expect(giveUp(input.orderId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect((await readPayment(house.ctx, input)).status).toBe('pending');
});

it('leaves what is conflicted to people', async () => {
  const input = paymentInput(visa);
  await house.faults({ wrongAmountRate: 1 });
  await create(input);
  await expect(giveUp(input.orderId)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('ends with either the money or the void when both are asked for at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const input = paymentInput(visa);
    const [paid, given] = await Promise.allSettled([create(input), giveUp(input.orderId)]);
    const payments = await house.db.rows<{ status: string }>('SELECT status FROM payment WHERE order_id = $1', [input.orderId]);
    const charged = (await house.charges()).filter(({ metadata, status }) => metadata.orderId === input.orderId && status === 'succeeded');
    const status = payments[0]?.status;
    expect([undefined, 'voided', 'captured']).toContain(status);
    expect(charged).toHaveLength(status === 'captured' ? 1 : 0);
    if (status === 'captured') expect(paid.status).toBe('fulfilled');
    else expect(given).toMatchObject({ status: 'fulfilled', value: { status: status ?? 'none' } });
  }
});
