import { newId } from '@tradewind/contracts/ids';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireUnpaidOrders } from '../jobs/expire-unpaid-orders.ts';
import { undoStuckOrders } from '../jobs/undo-stuck-orders.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { cancelPending } from './abandon-order.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const form = { email: 'Ada@Example.com', shippingAddress: address, shippingOptionId: 'standard' };
const visa = { ...form, paymentMethodId: 'pm_card_visa' };

async function filledCart(variantId: `var_${string}`, quantity = 1) {
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity }));
  return key;
}

type Key = Awaited<ReturnType<typeof filledCart>>;
const place = (key: Key, input: typeof form & { paymentMethodId?: string; idempotencyKey?: string }) =>
  shop.as(guest, (api) => api.checkout.place({ ...key, ...input }));
const read = (orderId: `ord_${string}`) => shop.as(user(['admin']), (api) => api.staff.get({ orderId }));
const job = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' } }, work);
const ordersOf = (cartId: string) =>
  shop.db.rows<{ id: `ord_${string}`; status: string }>('SELECT id, status FROM orders WHERE cart_id = $1 ORDER BY id', [cartId]);

describe('checkout', () => {
  it('ends in a paid order, less stock and a completed cart', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 10 });
    const key = await filledCart(variantId, 2);
    const { order, payment } = await place(key, visa);
    expect(payment.status).toBe('succeeded');
    expect(order).toMatchObject({
      status: 'pending',
      paymentStatus: 'none',
      email: 'ada@example.com',
      totals: { subtotal: { amountMinor: 3_998 } },
    });
    expect(order.number).toMatch(/^TW-1\d{5}$/);
    const orderKey = { orderId: order.id, orderToken: order.token ?? '' };
    await eventually(async () => {
      const paid = await shop.as(guest, (api) => api.order.get(orderKey));
      expect(paid).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', token: null });
      expect(paid.timeline.map(({ type }) => type)).toEqual(['placed', 'confirmed']);
    });
    await eventually(async () => expect(await shop.stock(sku)).toEqual({ sku, onHand: 8, reserved: 0, available: 8 }));
    await expect(shop.as(guest, (api) => api.cart.get(key))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This cart was bought already.',
    });
    await expect(place(key, visa)).rejects.toThrow('bought already');
    expect(await shop.payments().charges(order.id)).toMatchObject([{ amount: order.totals.total.amountMinor }]);
  });

  it('shows an order to nobody but its owner and staff', async () => {
    const { variantId } = await shop.sell();
    const { order } = await place(await filledCart(variantId), form);
    const get = (who: typeof guest, orderToken?: string) => shop.as(who, (api) => api.order.get({ orderId: order.id, orderToken }));
    await expect(get(guest)).rejects.toThrow('no such order');
    await expect(get(guest, 'x'.repeat(43))).rejects.toThrow('no such order');
    await expect(get(user())).rejects.toThrow('no such order');
    expect((await get(user(['support']))).id).toBe(order.id);
    await expect(shop.as(guest, (api) => api.order.cancel({ orderId: order.id }))).rejects.toThrow('no such order');
    const mail = await shop.as({ actor: { kind: 'service', name: 'notification' }, caller: 'notification' }, (api) =>
      api.mail.order({ orderId: order.id }),
    );
    expect(mail).toMatchObject({ token: order.token, refunds: [] });
    await expect(shop.as(user(['admin']), (api) => api.mail.order({ orderId: order.id }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('belongs to its customer, who needs no token', async () => {
    const customer = user();
    const { variantId } = await shop.sell();
    const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId, quantity: 1 }));
    const { order } = await shop.as(customer, (api) => api.checkout.place({ cartId, ...form }));
    expect(order.token).toBeNull();
    expect((await shop.as(customer, (api) => api.order.get({ orderId: order.id }))).id).toBe(order.id);
    const { items } = await shop.as(customer, (api) => api.order.list({}));
    expect(items).toMatchObject([{ id: order.id, customerName: 'Ada Lovelace', itemCount: 1 }]);
    await expect(
      shop.as(guest, (api) => api.order.get({ orderId: order.id, orderToken: shop.ctx.tokens.order(order.id) })),
    ).rejects.toThrow('no such order');
  });

  it('lets the browser pay, also with another card after a decline', async () => {
    const { variantId } = await shop.sell();
    const { order, payment } = await place(await filledCart(variantId), form);
    expect(payment.status).toBe('requires_payment_method');
    await shop.payments().pay(payment.clientSecret, 'pm_card_chargeDeclined');
    await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'pending', paymentStatus: 'failed' }));
    await shop.payments().pay(payment.clientSecret);
    await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
  });

  it('undoes what was declined: the cart and the stock are as before', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 1 });
    const key = await filledCart(variantId);
    const declined = place(key, { ...form, paymentMethodId: 'pm_card_chargeDeclinedInsufficientFunds' });
    await expect(declined).rejects.toMatchObject({ cause: { code: 'PAYMENT_DECLINED', extras: { declineCode: 'insufficient_funds' } } });
    expect(await shop.stock(sku)).toEqual({ sku, onHand: 1, reserved: 0, available: 1 });
    const [undone] = await ordersOf(key.cartId);
    expect(undone?.status).toBe('cancelled');
    expect((await shop.as(guest, (api) => api.cart.get(key))).items).toMatchObject([{ variantId, quantity: 1 }]);
    expect((await place(key, visa)).payment.status).toBe('succeeded');
  });

  it('refuses what is not in stock and writes nothing', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 1 });
    const key = await filledCart(variantId, 2);
    await expect(place(key, visa)).rejects.toMatchObject({
      cause: { code: 'OUT_OF_STOCK', extras: { lines: [{ variantId, sku, requested: 2, available: 1 }] } },
    });
    expect(await ordersOf(key.cartId)).toEqual([]);
  });

  it('refuses bad input, naming the field', async () => {
    const { variantId } = await shop.sell();
    const key = await filledCart(variantId);
    await expect(place(key, { ...form, shippingOptionId: 'teleport' })).rejects.toThrow('shippingOptionId: is none of standard, express');
    await expect(place(key, { ...form, email: 'nobody' })).rejects.toThrow();
    await expect(place(key, { ...form, paymentMethodId: 'pm_nothing' })).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
    expect((await ordersOf(key.cartId)).filter(({ status }) => status !== 'cancelled')).toEqual([]);
    await expect(place({ ...key, cartToken: 'x'.repeat(43) }, form)).rejects.toThrow('no such cart');
    const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
    await expect(place({ cartId, cartToken: token ?? '' }, form)).rejects.toThrow('The cart is empty');
  });
});

describe('the same checkout again', () => {
  it('50 times in parallel with one key makes one order and one charge', async () => {
    const { variantId } = await shop.sell();
    const key = await filledCart(variantId);
    const input = { ...visa, idempotencyKey: `key-${key.cartId}` };
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => place(key, input)));
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause?.code] : []));
    expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
    expect(new Set(codes)).toEqual(new Set(codes.length > 0 ? ['IDEMPOTENCY_IN_FLIGHT'] : []));
    expect(await ordersOf(key.cartId)).toHaveLength(1);
    const [first] = answers;
    await eventually(async () => expect(await read(first?.order.id ?? newId('order'))).toMatchObject({ status: 'confirmed' }));
    expect(await place(key, input)).toEqual(first);
    await expect(place(key, { ...input, email: 'other@example.com' })).rejects.toMatchObject({ cause: { code: 'IDEMPOTENCY_MISMATCH' } });
    expect(await shop.payments().charges(first?.order.id ?? '')).toHaveLength(1);
    const [kept] = await shop.db.rows<{ text: string }>(`SELECT k::text AS text FROM service.idempotency_key k WHERE key = $1`, [
      input.idempotencyKey,
    ]);
    expect(kept?.text).not.toContain(first?.order.token);
  });

  it('without a key goes on with the order that waits', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const key = await filledCart(variantId, 3);
    const results = await Promise.all(Array.from({ length: 8 }, () => place(key, form)));
    expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
    expect(new Set(results.map(({ payment }) => payment.clientSecret)).size).toBe(1);
    expect((await shop.stock(sku)).reserved).toBe(3);
  });

  it('of another content gives the first order up', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const key = await filledCart(variantId, 3);
    const first = await place(key, form);
    const second = await place(key, { ...form, shippingOptionId: 'express' });
    expect(second.order.id).not.toBe(first.order.id);
    expect((await read(first.order.id)).status).toBe('cancelled');
    expect((await shop.stock(sku)).reserved).toBe(3);
  });

  it('goes on where an attempt stopped that found the payment service dead', async () => {
    const { variantId } = await shop.sell();
    const key = await filledCart(variantId);
    const input = { ...visa, idempotencyKey: `key-${key.cartId}` };
    await shop.payments().kill();
    await expect(place(key, input)).rejects.toMatchObject({ cause: { code: 'UNAVAILABLE' } });
    const [waiting] = await ordersOf(key.cartId);
    expect(waiting?.status).toBe('pending');
    await shop.payments().restart();
    const { order, payment } = await place(key, input);
    expect([order.id, payment.status]).toEqual([waiting?.id, 'succeeded']);
    await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed' }));
    expect(await shop.payments().charges(order.id)).toHaveLength(1);
  });
});

describe('a flash sale', () => {
  it('of 5 pieces to 50 shoppers sells exactly 5', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const keys = await Promise.all(Array.from({ length: 50 }, () => filledCart(variantId)));
    const results = await Promise.allSettled(keys.map((key) => place(key, visa)));
    const bought = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.order.id] : []));
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause?.code] : []));
    expect([bought.length, codes.length, ...new Set(codes)]).toEqual([5, 45, 'OUT_OF_STOCK']);
    await eventually(async () => {
      for (const orderId of bought) expect(await read(orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
      expect(await shop.stock(sku)).toEqual({ sku, onHand: 0, reserved: 0, available: 0 });
    });
  });
});

describe('a cart with an order that waits', () => {
  it('gives the order up when it is changed', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const key = await filledCart(variantId, 2);
    const { order } = await place(key, form);
    const changed = await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    expect(changed.items).toMatchObject([{ quantity: 3 }]);
    expect(await read(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
    expect((await shop.stock(sku)).reserved).toBe(0);
  });

  it('is given up when its owner claims it, and can be bought then', async () => {
    const customer = user();
    const { variantId } = await shop.sell();
    const key = await filledCart(variantId);
    const { order } = await place(key, form);
    await shop.as(customer, (api) => api.cart.claim(key));
    expect((await read(order.id)).status).toBe('cancelled');
    const again = await shop.as(customer, (api) => api.checkout.place({ cartId: key.cartId, ...visa }));
    expect(again.payment.status).toBe('succeeded');
  });

  it('changed while it is checked out ends with one order of what the cart says, or none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { variantId } = await shop.sell({ onHand: 100 });
      const key = await filledCart(variantId);
      await Promise.allSettled([
        place(key, form),
        shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 })),
        place(key, form),
      ]);
      const cart = await shop.as(guest, (api) => api.cart.get(key));
      const live = (await ordersOf(key.cartId)).filter(({ status }) => status !== 'cancelled');
      expect(live.length).toBeLessThanOrEqual(1);
      for (const { id } of live)
        expect((await read(id)).items.map((item) => item.quantity)).toEqual(cart.items.map((item) => item.quantity));
    }
  });
});

describe('orders that are not paid for', () => {
  const age = (id: string) =>
    shop.db.rows(`UPDATE orders SET expires_at = now() - interval '1 second', updated_at = now() - interval '1 hour' WHERE id = $1`, [id]);

  it('expire: voided, cancelled, released', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 2 });
    const key = await filledCart(variantId, 2);
    const { order, payment } = await place(key, form);
    await age(order.id);
    expect(await job(() => expireUnpaidOrders(shop.ctx))).toEqual({ cancelled: 1, foundPaid: 0, conflicted: 0, failed: 0, left: 0 });
    expect(await read(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
    expect((await shop.stock(sku)).available).toBe(2);
    expect((await shop.payments().pay(payment.clientSecret)).ok).toBe(false);
    expect((await place(key, visa)).payment.status).toBe('succeeded');
  });

  it('and are cancelled while the money comes get it back once, and say so plainly', async () => {
    const { variantId } = await shop.sell();
    const { order, payment } = await place(await filledCart(variantId), form);
    await shop.payments().kill();
    expect((await shop.payments().pay(payment.clientSecret)).ok).toBe(true);
    await job(async () => void (await cancelPending(shop.ctx, { orderId: order.id, by: 'system', voided: false })));
    await shop.payments().restart();
    await eventually(async () => expect((await read(order.id)).paymentStatus).toBe('refunded'), { timeoutMs: 30_000 });
    const { timeline, totals } = await read(order.id);
    expect(timeline.map(({ type }) => type)).toEqual(['placed', 'cancelled', 'paid_late', 'refunded']);
    expect(totals.refunded).toEqual(totals.total);
    expect(await shop.payments().charges(order.id)).toMatchObject([{ amountRefunded: totals.total.amountMinor }]);
  });

  it('are undone when their checkout never came to a payment', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 2 });
    const key = await filledCart(variantId, 2);
    await shop.payments().kill();
    await expect(place(key, form)).rejects.toMatchObject({ cause: { code: 'UNAVAILABLE' } });
    const [stuck] = await ordersOf(key.cartId);
    await age(stuck?.id ?? '');
    expect(await job(() => undoStuckOrders(shop.ctx))).toMatchObject({ cancelled: 0, failed: 1 });
    expect((await ordersOf(key.cartId))[0]?.status).toBe('pending');
    await shop.payments().restart();
    expect(await job(() => undoStuckOrders(shop.ctx))).toMatchObject({ cancelled: 1, failed: 0 });
    expect((await ordersOf(key.cartId))[0]?.status).toBe('cancelled');
    expect((await shop.stock(sku)).available).toBe(2);
  });

  it('expire when their time is over, and not before', async () => {
    const { order } = await place(await filledCart((await shop.sell()).variantId), form);
    const expiresIn = (seconds: number) =>
      shop.db.rows(`UPDATE orders SET expires_at = now() + $2 * interval '1 second' WHERE id = $1`, [order.id, seconds]);
    await expiresIn(5);
    expect(await job(() => expireUnpaidOrders(shop.ctx))).toMatchObject({ cancelled: 0 });
    await expiresIn(0);
    expect(await job(() => expireUnpaidOrders(shop.ctx))).toMatchObject({ cancelled: 1 });
  });

  it('count as stuck half a minute after their last attempt began, and not before', async () => {
    const { order } = await place(await filledCart((await shop.sell()).variantId), form);
    const lastTriedAgo = (seconds: number) =>
      shop.db.rows(`UPDATE orders SET payment_id = NULL, updated_at = now() - $2 * interval '1 second' WHERE id = $1`, [order.id, seconds]);
    await lastTriedAgo(25);
    expect(await job(() => undoStuckOrders(shop.ctx))).toMatchObject({ cancelled: 0 });
    await lastTriedAgo(30);
    expect(await job(() => undoStuckOrders(shop.ctx))).toMatchObject({ cancelled: 1 });
  });

  it('are not undone under the hands of a slow attempt that goes on with them', async () => {
    const { variantId } = await shop.sell();
    const key = await filledCart(variantId);
    const input = { ...visa, idempotencyKey: `key-${key.cartId}` };
    await shop.payments().kill();
    await expect(place(key, input)).rejects.toMatchObject({ cause: { code: 'UNAVAILABLE' } });
    await shop.payments().restart();
    const [stuck] = await ordersOf(key.cartId);
    await age(stuck?.id ?? '');
    await shop.db.rows(`UPDATE orders SET expires_at = now() + interval '1 hour' WHERE id = $1`, [stuck?.id]);
    await shop.payments().faults({ delayMs: 1_500 });
    const slow = place(key, input);
    await eventually(async () => expect(await shop.payments().hasBegun(stuck?.id ?? '')).toBe(true));
    expect(await job(() => undoStuckOrders(shop.ctx))).toEqual({ cancelled: 0, foundPaid: 0, conflicted: 0, failed: 0, left: 0 });
    const { order, payment } = await slow;
    await shop.payments().faults({});
    expect([order.id, payment.status]).toEqual([stuck?.id, 'succeeded']);
  });
});
