import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type CheckoutResult,
  call,
  chargesOf,
  checkoutBody,
  eventually,
  freshEmail,
  newCart,
  newProduct,
  ordersOf,
  type Problem,
  stockOf,
  untilOrder,
} from '../shop.ts';

describe('the same Idempotency-Key', () => {
  it('sent 50 times at once makes one order and one charge, then gives the same answer again', async () => {
    const product = await newProduct({ onHand: 100 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const body = await checkoutBody(cart);
    const send = (changes: Record<string, unknown> = {}, key = firstKey) =>
      call<CheckoutResult & Problem>('POST', `/carts/${cart.id}/checkout`, {
        body: { ...body, ...changes },
        headers: { ...cart.headers, 'idempotency-key': key },
      });
    const firstKey = randomUUID();

    const answers = await Promise.all(Array.from({ length: 50 }, () => send()));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ body: { order } }) => order.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.status).toBe(409);
      expect(answer.body.code).toBe('IDEMPOTENCY_IN_FLIGHT');
    }
    const order = made[0]?.body.order;
    if (!order) throw new Error('no order');
    await untilOrder(order, { status: 'confirmed', paymentStatus: 'paid' });
    expect(await chargesOf(order.id)).toHaveLength(1);
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 99, reserved: 0 }));

    const later = await send();
    expect(later.status).toBe(201);
    expect(later.body).toEqual(made[0]?.body);
    expect(later.headers.get('idempotent-replayed')).toBe('true');

    const other = await send({ email: 'somebody-else@example.test' });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('IDEMPOTENCY_MISMATCH');

    // Somebody else's key is another key, even when it reads the same.
    const stranger = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const theirs = await call<CheckoutResult>('POST', `/carts/${stranger.id}/checkout`, {
      body,
      headers: { ...stranger.headers, 'idempotency-key': firstKey },
    });
    expect(theirs.status).toBe(201);
    expect(theirs.body.order.id).not.toBe(order.id);
  });

  it('keeps a decline: the card is not asked again', async () => {
    const variant = (await newProduct({ onHand: 100 })).variants[0];
    if (!variant) throw new Error('no variant');
    const cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const body = await checkoutBody(cart, { email: freshEmail('declined'), paymentMethodId: 'pm_card_chargeDeclined' });
    const headers = { ...cart.headers, 'idempotency-key': randomUUID() };
    const first = await call<Problem>('POST', `/carts/${cart.id}/checkout`, { body, headers });
    expect(first.status).toBe(402);
    const again = await call<Problem>('POST', `/carts/${cart.id}/checkout`, { body, headers });
    expect(again.status).toBe(402);
    expect(again.body).toMatchObject({ code: 'PAYMENT_DECLINED', declineCode: first.body.declineCode });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await ordersOf(String(body.email))).toHaveLength(1);
  });
});
