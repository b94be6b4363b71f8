import { newId, type UserId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPayment } from '../payment/create-payment.ts';
import { expectLedgerToBalance, type Harness, paymentInput, startPaymentService } from '../test-kit.ts';
import { listCards } from './list-cards.ts';
import { prepareCard } from './prepare-card.ts';
import { removeCard } from './remove-card.ts';

let house: Harness;

beforeAll(async () => {
  house = await startPaymentService({ webhooks: true });
});

afterEach(() => house.faults({}));

afterAll(async () => {
  // The webhooks of the last payments may still be under way.
  await eventually(() => expectLedgerToBalance(house));
  await house.close();
});

const cardsOf = async (id: UserId) => (await house.asUser(() => listCards(house.ctx), id)).items;
const prepare = (id: UserId, clientSecret: string, save: boolean) => house.asUser(() => prepareCard(house.ctx, { clientSecret, save }), id);
const remove = (id: UserId, card: string) => house.asUser(() => removeCard(house.ctx, { id: card }), id);
const confirm = (clientSecret: string, card: string) =>
  house.stripe.paymentIntents.confirm(clientSecret.split('_secret_')[0] ?? '', { payment_method: card });
const customersNamed = async (id: UserId) =>
  (await house.db.rows<{ reference: string }>('SELECT reference FROM processor_customer WHERE customer_id = $1', [id])).length;

async function newPayment(): Promise<string> {
  const { clientSecret } = await house.asOrder(() => createPayment(house.ctx, paymentInput()));
  return clientSecret ?? '';
}

/** A customer who has paid with a card and kept it. */
async function saver(...methods: string[]): Promise<UserId> {
  const id = newId('user');
  for (const method of methods) {
    const secret = await newPayment();
    expect(await prepare(id, secret, true)).toEqual({ saves: true });
    expect((await confirm(secret, method)).status).toBe('succeeded');
  }
  return id;
}

describe('saved cards', () => {
  it('are kept by the processor once they have paid, and pay again', async () => {
    const id = await saver('pm_card_visa', 'pm_card_mastercard');
    const cards = await cardsOf(id);
    expect(cards).toMatchObject([
      { brand: 'mastercard', lastFour: '4444', expiresMonth: 12 },
      { brand: 'visa', lastFour: '4242' },
    ]);
    const secret = await newPayment();
    await expect(confirm(secret, cards[1]?.id ?? '')).rejects.toMatchObject({ param: 'payment_method' });
    expect(await prepare(id, secret, false)).toEqual({ saves: false });
    expect((await confirm(secret, cards[1]?.id ?? '')).status).toBe('succeeded');
    expect(await cardsOf(id)).toEqual(cards);
    expect(await customersNamed(id)).toBe(1);
  });

  it('are none while nobody asked to save one, and the processor is told of nobody', async () => {
    const id = newId('user');
    expect(await cardsOf(id)).toEqual([]);
    const secret = await newPayment();
    expect(await prepare(id, secret, false)).toEqual({ saves: false });
    expect(await confirm(secret, 'pm_card_visa')).toMatchObject({ status: 'succeeded', customer: null });
    expect(await cardsOf(id)).toEqual([]);
    expect(await customersNamed(id)).toBe(0);
  });

  it('are not kept when they are declined, nor when it was asked for and then not', async () => {
    const id = newId('user');
    const secret = await newPayment();
    await prepare(id, secret, true);
    await expect(confirm(secret, 'pm_card_chargeDeclined')).rejects.toMatchObject({ code: 'card_declined' });
    expect(await cardsOf(id)).toEqual([]);
    await prepare(id, secret, false);
    await confirm(secret, 'pm_card_visa');
    expect(await cardsOf(id)).toEqual([]);
  });

  it('are there once however often they were saved, and gone with all of it', async () => {
    const id = await saver('pm_card_visa', 'pm_card_mastercard', 'pm_card_visa');
    const [visa, mastercard, ...more] = await cardsOf(id);
    expect([visa?.brand, mastercard?.brand, more]).toEqual(['visa', 'mastercard', []]);
    expect(await remove(id, visa?.id ?? '')).toEqual({ id: visa?.id });
    expect(await cardsOf(id)).toEqual([mastercard]);
    await expect(remove(id, visa?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are nobody else’s: not to see, not to pay with, not to remove', async () => {
    const [mine, theirs] = [await saver('pm_card_visa'), await saver('pm_card_mastercard')];
    const [card] = await cardsOf(mine);
    expect((await cardsOf(theirs)).map(({ brand }) => brand)).toEqual(['mastercard']);
    await expect(remove(theirs, card?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const secret = await newPayment();
    await prepare(theirs, secret, false);
    await expect(confirm(secret, card?.id ?? '')).rejects.toMatchObject({ param: 'payment_method' });
    expect(await cardsOf(mine)).toHaveLength(1);
  });

  it('are one customer at the processor, in however many tabs the first is saved', async () => {
    const id = newId('user');
    const secrets = await Promise.all(Array.from({ length: 8 }, newPayment));
    await Promise.all(secrets.map((secret) => prepare(id, secret, true)));
    for (const secret of secrets) await confirm(secret, 'pm_card_visa');
    expect(await customersNamed(id)).toBe(1);
    const [{ reference } = { reference: '' }] = await house.db.rows<{ reference: string }>(
      'SELECT reference FROM processor_customer WHERE customer_id = $1',
      [id],
    );
    expect((await house.stripe.customers.listPaymentMethods(reference)).data).toHaveLength(8);
  });
});

describe('a payment', () => {
  it('is prepared by whoever has its client secret, and by nobody else', async () => {
    const id = newId('user');
    const secret = await newPayment();
    for (const wrong of [`${secret.slice(0, -1)}_`, `${secret}x`, 'pi_nothing_secret_nothing']) {
      await expect(prepare(id, wrong, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(house.asOrder(() => prepareCard(house.ctx, { clientSecret: secret, save: true }))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await customersNamed(id)).toBe(0);
  });

  it('that is paid is not prepared any more', async () => {
    const id = await saver('pm_card_visa');
    const secret = await newPayment();
    await confirm(secret, 'pm_card_mastercard');
    await expect(prepare(id, secret, true)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await cardsOf(id)).toHaveLength(1);
  });
});

describe('a processor that', () => {
  it('is away is UNAVAILABLE, and nothing is lost by it', async () => {
    const id = await saver('pm_card_visa');
    const [card] = await cardsOf(id);
    const secret = await newPayment();
    await house.faults({ errorRate: 1 });
    const tries = [cardsOf(id), prepare(id, secret, true), remove(id, card?.id ?? ''), prepare(newId('user'), secret, true)];
    for (const one of await Promise.allSettled(tries)) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
    await house.faults({});
    expect(await cardsOf(id)).toEqual([card]);
  });

  it('has forgotten a customer is told of them anew', async () => {
    const id = newId('user');
    await house.db.rows(`INSERT INTO processor_customer (customer_id, reference) VALUES ($1, 'cus_forgotten')`, [id]);
    const secret = await newPayment();
    expect(await prepare(id, secret, false)).toEqual({ saves: false });
    expect(await customersNamed(id)).toBe(0);
    await house.db.rows(`INSERT INTO processor_customer (customer_id, reference) VALUES ($1, 'cus_forgotten')`, [id]);
    expect(await prepare(id, secret, true)).toEqual({ saves: true });
    await confirm(secret, 'pm_card_visa');
    expect(await cardsOf(id)).toHaveLength(1);
  });
});
