import { newId, type UserId } from '@tradewind/contracts/ids';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleRules } from '../promotion/test-promotion.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const form = { email: 'ada@example.com', shippingAddress: address, shippingOptionId: 'standard' };
const visa = { ...form, paymentMethodId: 'pm_card_visa' };
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });

/** A gift card, as the shop's finance makes it. */
async function giftCard(amountMinor: number, currency: 'USD' | 'EUR' = 'USD') {
  const { account, code } = await shop.as(user(['finance']), () =>
    shop.ctx.payment.credit.issue.mutate({ amountMinor, currency, reason: 'a test' }),
  );
  return { id: account.id, code: code ?? '', lastFour: code?.slice(-4) ?? '' };
}
const left = async (accountId: `crd_${string}`) => {
  const { balance, held } = await shop.as(user(['finance']), () => shop.ctx.payment.credit.get.query({ accountId }));
  return [balance.amountMinor, held.amountMinor];
};

/** A guest's cart with one thing of 19.99: with delivery and tax 27.86 in all. */
async function cartWith(...codes: string[]) {
  const { variantId } = await shop.sell();
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
  for (const code of codes) await shop.as(guest, (api) => api.cart.addGiftCard({ ...key, code }));
  return key;
}
const read = (orderId: `ord_${string}`) => shop.as(user(['admin']), (api) => api.staff.get({ orderId }));
const refund = (orderId: `ord_${string}`, amountMinor: number, to?: 'original' | 'store_credit') =>
  shop.as(user(['admin']), (api) => api.staff.refund({ orderId, amountMinor, reason: 'broken', to }));

it('shows in the cart what gift cards pay and what is left, and takes codes only that pay', async () => {
  const [one, other] = [await giftCard(500), await giftCard(3_000)];
  const key = await cartWith(one.code, one.code.toLowerCase());
  const cart = await shop.as(guest, (api) => api.cart.get(key));
  expect(cart).toMatchObject({ total: usd(1_999), covered: usd(500), toPay: usd(1_499), storeCredit: null });
  expect(cart.giftCards).toEqual([{ accountId: one.id, lastFour: one.lastFour, available: usd(500), problem: null }]);
  const both = await shop.as(guest, (api) => api.cart.addGiftCard({ ...key, code: other.code }));
  expect(both).toMatchObject({ covered: usd(1_999), toPay: usd(0) });
  const without = await shop.as(guest, (api) => api.cart.removeGiftCard({ ...key, accountId: one.id }));
  expect(without.giftCards.map(({ accountId }) => accountId)).toEqual([other.id]);
  const euro = await giftCard(500, 'EUR');
  for (const [code, message] of [
    ['0000-0000-0000-0000', 'is not one that we know'],
    [euro.code, 'is in EUR and does not pay for USD'],
  ] as const) {
    await expect(shop.as(guest, (api) => api.cart.addGiftCard({ ...key, code }))).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT', extras: { errors: [{ path: 'code', message }] } },
    });
  }
  await expect(shop.as(guest, (api) => api.cart.addGiftCard({ cartId: key.cartId, code: other.code }))).rejects.toThrow('no such cart');
});

it('asks a card for what gift cards leave, and says on the order who has paid what', async () => {
  const card = await giftCard(1_000);
  const key = await cartWith(card.code);
  const preview = await shop.as(guest, (api) => api.checkout.preview({ ...key, ...form }));
  expect(preview).toMatchObject({ totals: { total: usd(2_786) }, toPay: usd(1_786) });
  const { order, payment } = await shop.as(guest, (api) =>
    api.checkout.place({ ...key, ...form, expectedTotal: preview.totals.total, expectedCredit: usd(1_000) }),
  );
  expect(payment.status).toBe('requires_payment_method');
  expect(await left(card.id)).toEqual([1_000, 1_000]);
  // The same checkout goes on with the order that it has: what that holds is its own.
  const again = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form, expectedCredit: usd(1_000) }));
  expect(again.order.id).toBe(order.id);
  await shop.payments().pay(payment.clientSecret);
  await eventually(async () => expect((await read(order.id)).status).toBe('confirmed'));
  expect((await read(order.id)).credit).toEqual([{ accountId: card.id, kind: 'gift_card', lastFour: card.lastFour, amount: usd(1_000) }]);
  expect(await shop.payments().charges(order.id)).toMatchObject([{ amount: 1_786 }]);
  expect(await left(card.id)).toEqual([0, 0]);
});

it('needs no card at all where gift cards pay for everything', async () => {
  const card = await giftCard(5_000);
  const { order, payment } = await shop.as(guest, async (api) => api.checkout.place({ ...(await cartWith(card.code)), ...form }));
  expect(payment).toEqual({ status: 'succeeded', clientSecret: null });
  await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
  expect(await shop.payments().charges(order.id)).toEqual([]);
  expect(await left(card.id)).toEqual([2_214, 0]);
});

it('sells for one gift card once, in however many carts it is', async () => {
  const card = await giftCard(2_786);
  const carts: Awaited<ReturnType<typeof cartWith>>[] = [];
  for (let count = 0; count < 20; count += 1) carts.push(await cartWith(card.code));
  const expected = { expectedTotal: usd(2_786), expectedCredit: usd(2_786) };
  const placed = await Promise.allSettled(
    carts.map((key) => shop.as(guest, (api) => api.checkout.place({ ...key, ...form, ...expected }))),
  );
  expect(placed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of placed) if (each.status === 'rejected') expect(each.reason).toMatchObject({ cause: { code: 'CONFLICT' } });
  expect(await left(card.id)).toEqual([0, 0]);
  // The others' carts are open as before, with a card that pays for nothing more.
  await eventually(async () => {
    const open = await Promise.allSettled(carts.map((key) => shop.as(guest, (api) => api.cart.get(key))));
    const left = open.flatMap((each) => (each.status === 'fulfilled' ? [each.value.covered.amountMinor] : []));
    expect(left).toEqual(Array(19).fill(0));
  });
});

it('orders nothing when the balance sank since it was shown, and names it', async () => {
  const card = await giftCard(1_000);
  const key = await cartWith(card.code);
  await shop.as(user(['finance']), () =>
    shop.ctx.payment.credit.adjust.mutate({ accountId: card.id, amountMinor: -400, reason: 'a mistake' }),
  );
  const placed = shop.as(guest, (api) => api.checkout.place({ ...key, ...visa, expectedCredit: usd(1_000) }));
  await expect(placed).rejects.toMatchObject({
    cause: { code: 'CONFLICT', message: expect.stringContaining(`the gift card that ends in ${card.lastFour} pays $6.00`) },
  });
  expect(await shop.db.rows('SELECT 1 FROM orders WHERE cart_id = $1', [key.cartId])).toEqual([]);
  expect(await left(card.id)).toEqual([600, 0]);
});

it('lets go of gift cards when the card is declined and when the cart is changed', async () => {
  const card = await giftCard(1_000);
  const key = await cartWith(card.code);
  await expect(
    shop.as(guest, (api) => api.checkout.place({ ...key, ...form, paymentMethodId: 'pm_card_chargeDeclined' })),
  ).rejects.toMatchObject({ cause: { code: 'PAYMENT_DECLINED' } });
  expect(await left(card.id)).toEqual([1_000, 0]);
  await shop.as(guest, (api) => api.checkout.place({ ...key, ...form }));
  expect(await left(card.id)).toEqual([1_000, 1_000]);
  const cart = await shop.as(guest, (api) => api.cart.get(key));
  expect(cart.giftCards[0]).toMatchObject({ available: usd(1_000) });
  await shop.as(guest, (api) => api.cart.removeGiftCard({ ...key, accountId: card.id }));
  expect(await left(card.id)).toEqual([1_000, 0]);
});

it('gives money back as store credit to a customer, who pays with it', async () => {
  const id: UserId = newId('user');
  const customer = user(['customer'], id);
  const fill = async () => {
    const { variantId } = await shop.sell();
    const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId, quantity: 1 }));
    return cartId;
  };
  const first = await shop.as(customer, async (api) => api.checkout.place({ cartId: await fill(), ...visa }));
  await eventually(async () => expect((await read(first.order.id)).paymentStatus).toBe('paid'));
  expect(await refund(first.order.id, 2_000, 'store_credit')).toMatchObject({ status: 'succeeded', to: 'store_credit' });
  expect((await read(first.order.id)).totals.refunded).toEqual(usd(2_000));
  const cartId = await fill();
  expect(await shop.as(customer, (api) => api.cart.get({ cartId }))).toMatchObject({ storeCredit: null, covered: usd(0) });
  const used = await shop.as(customer, (api) => api.cart.useStoreCredit({ cartId, use: true }));
  expect(used).toMatchObject({ storeCredit: { available: usd(2_000) }, covered: usd(1_999), toPay: usd(0) });
  const second = await shop.as(customer, (api) => api.checkout.place({ cartId, ...visa }));
  await eventually(async () => expect((await read(second.order.id)).paymentStatus).toBe('paid'));
  expect(await shop.payments().charges(second.order.id)).toMatchObject([{ amount: 786 }]);
  // Back the way it was paid: first the card's, then the credit.
  await refund(second.order.id, 1_000);
  expect(await shop.payments().charges(second.order.id)).toMatchObject([{ amountRefunded: 786 }]);
  const own = await shop.as(customer, () => shop.ctx.payment.credit.own.query());
  expect(own.items).toMatchObject([{ available: usd(214) }]);
  await expect(shop.as(user(), (api) => api.cart.useStoreCredit({ cartId, use: true }))).rejects.toThrow('no such cart');
});

it('gives a guest a gift card for what is to be credit', async () => {
  const { order } = await shop.as(guest, async (api) => api.checkout.place({ ...(await cartWith()), ...visa }));
  await eventually(async () => expect((await read(order.id)).paymentStatus).toBe('paid'));
  await refund(order.id, 700, 'store_credit');
  const { items } = await shop.as(user(['finance']), () =>
    shop.ctx.payment.credit.list.query({ query: 'ada@example.com', kind: 'gift_card' }),
  );
  expect(items).toMatchObject([{ balance: usd(700), recipient: 'ada@example.com' }]);
  const [told] = await shop.db.rows<{ data: { to: string } }>(
    `SELECT data FROM messaging.outbox WHERE type = 'order.refunded' AND aggregate_id = $1`,
    [order.id],
  );
  expect(told?.data.to).toBe('store_credit');
});

it('takes the gift cards of both carts when a guest signs in', async () => {
  const [one, other] = [await giftCard(500), await giftCard(600)];
  const key = await cartWith(one.code);
  const customer = user();
  const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
  await shop.as(customer, (api) => api.cart.addGiftCard({ cartId, code: other.code }));
  const merged = await shop.as(customer, (api) => api.cart.claim(key));
  expect(merged.giftCards.map(({ accountId }) => accountId).toSorted()).toEqual([one.id, other.id].toSorted());
});

it('shows a cart also while nobody can say what is on its gift cards, and orders nothing then', async () => {
  const card = await giftCard(500);
  const key = await cartWith(card.code);
  await shop.payments().kill();
  const cart = await shop.as(guest, (api) => api.cart.get(key));
  expect(cart).toMatchObject({ covered: usd(0), toPay: usd(1_999), giftCards: [{ problem: 'cannot be looked at just now' }] });
  await expect(shop.as(guest, (api) => api.checkout.place({ ...key, ...visa }))).rejects.toMatchObject({ cause: { code: 'UNAVAILABLE' } });
  await shop.payments().restart();
  expect((await shop.as(guest, (api) => api.cart.get(key))).covered).toEqual(usd(500));
});

it('takes an order of nothing as paid for', async () => {
  const admin = user(['admin']);
  const rules = (code: string, effect: ReturnType<typeof sampleRules>['effect']) =>
    shop.as(admin, (api) => api.promotion.create(sampleRules({ code, effect })));
  await rules('ALL-OF-IT', { kind: 'percentage', basisPoints: 10_000 });
  await rules('AND-FREE', { kind: 'free_delivery' });
  const key = await cartWith();
  for (const code of ['ALL-OF-IT', 'AND-FREE']) await shop.as(guest, (api) => api.cart.applyPromotion({ ...key, code }));
  const { order, payment } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form, expectedTotal: usd(0) }));
  expect(payment).toEqual({ status: 'succeeded', clientSecret: null });
  await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
  await shop.as(admin, (api) => api.staff.cancel({ orderId: order.id }));
  expect(await read(order.id)).toMatchObject({ status: 'cancelled', totals: { refunded: usd(0) } });
});
