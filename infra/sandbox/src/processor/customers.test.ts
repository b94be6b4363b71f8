import { expect, it } from 'vitest';
import { refused, sandboxForEach } from '../test-kit.ts';

const house = sandboxForEach();

const basket = { amount: 1999, currency: 'usd', allowed_payment_method_types: ['card'] };
const paying = { ...basket, confirm: true } as const;
const cardsOf = async (customer: string) => (await house.stripe.customers.listPaymentMethods(customer)).data;

async function keep(customer: string, method = 'pm_card_visa'): Promise<string> {
  const { payment_method: card } = await house.stripe.paymentIntents.create({
    ...paying,
    customer,
    payment_method: method,
    setup_future_usage: 'on_session',
  });
  return String(card);
}

it('a card is kept for its customer once it has paid, when that was asked for', async () => {
  const { id } = await house.stripe.customers.create({ metadata: { customerId: 'usr_1' } });
  expect(await house.stripe.customers.retrieve(id)).toMatchObject({ object: 'customer', metadata: { customerId: 'usr_1' } });
  await house.stripe.paymentIntents.create({ ...paying, customer: id, payment_method: 'pm_card_visa' });
  await refused(
    house.stripe.paymentIntents.create({
      ...paying,
      customer: id,
      payment_method: 'pm_card_chargeDeclined',
      setup_future_usage: 'on_session',
    }),
  );
  expect(await cardsOf(id)).toEqual([]);

  const intent = await house.stripe.paymentIntents.create(basket);
  await house.stripe.paymentIntents.update(intent.id, { customer: id, setup_future_usage: 'on_session' });
  await house.stripe.paymentIntents.update(intent.id, { setup_future_usage: '' });
  await house.stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  expect(await cardsOf(id)).toEqual([]);

  const card = await keep(id);
  expect(await cardsOf(id)).toMatchObject([{ id: card, customer: id, card: { brand: 'visa', last4: '4242' } }]);
});

it('a kept card pays for its customer again, and for nobody else', async () => {
  const [mine, theirs] = await Promise.all([house.stripe.customers.create(), house.stripe.customers.create()]);
  const card = await keep(mine.id);
  expect((await house.stripe.paymentIntents.create({ ...paying, customer: mine.id, payment_method: card })).status).toBe('succeeded');
  for (const customer of [undefined, theirs.id]) {
    const error = await refused(house.stripe.paymentIntents.create({ ...paying, customer, payment_method: card }));
    expect(error).toMatchObject({ statusCode: 400, param: 'payment_method' });
    const intent = await house.stripe.paymentIntents.create({ ...basket, customer });
    expect((await refused(house.stripe.paymentIntents.confirm(intent.id, { payment_method: card }))).param).toBe('payment_method');
    expect((await refused(house.stripe.paymentIntents.update(intent.id, { payment_method: card }))).param).toBe('payment_method');
  }
  expect((await refused(house.stripe.paymentIntents.create({ ...basket, customer: 'cus_nobody' }))).statusCode).toBe(404);
});

it('a card is kept no longer when it is detached; the same number has the same fingerprint', async () => {
  const { id } = await house.stripe.customers.create();
  const cards = [await keep(id), await keep(id), await keep(id, 'pm_card_mastercard')];
  const prints = (await cardsOf(id)).map(({ card }) => card?.fingerprint);
  expect(prints[1]).toBe(prints[2]);
  expect(prints[0]).not.toBe(prints[1]);
  await house.stripe.paymentMethods.detach(cards[0] ?? '');
  expect((await cardsOf(id)).map((card) => card.id)).toEqual([cards[2], cards[1]]);
  expect((await refused(house.stripe.paymentMethods.detach(cards[0] ?? ''))).statusCode).toBe(400);
  expect((await refused(house.stripe.paymentMethods.detach('pm_nobody'))).statusCode).toBe(404);
});

it('an intent that has paid is for whom it was', async () => {
  const { id } = await house.stripe.customers.create();
  const intent = await house.stripe.paymentIntents.create({ ...paying, payment_method: 'pm_card_visa' });
  expect((await refused(house.stripe.paymentIntents.update(intent.id, { customer: id }))).code).toBe('payment_intent_unexpected_state');
});
