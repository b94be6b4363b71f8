import { describe, expect, it } from 'vitest';
import { sentMails } from '../mailbox.ts';
import {
  bearer,
  buy,
  call,
  chargesOf,
  checkout,
  checkoutBody,
  eventually,
  freshEmail,
  get,
  newCart,
  newProduct,
  type Order,
  ordersOf,
  type Problem,
  requireBalancedLedger,
  stockOf,
  untilOrder,
} from '../shop.ts';

describe('a purchase through REST', () => {
  it('goes from an empty cart to paid, mailed, shipped and partly refunded', async () => {
    const product = await newProduct({ onHand: 10, amountMinor: 2_500 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const email = freshEmail('purchase');
    const bought = await buy(variant.id, 2, { email });
    expect(bought.status).toBe(201);
    expect(bought.body.payment.status).toBe('succeeded');
    expect(bought.body.order.totals.subtotal).toEqual({ amountMinor: 5_000, currency: 'USD' });
    const { subtotal, discount, shipping, tax, total } = bought.body.order.totals;
    expect(total.amountMinor).toBe(subtotal.amountMinor - discount.amountMinor + shipping.amountMinor + tax.amountMinor);

    const paid = await untilOrder(bought.body.order, { status: 'confirmed', paymentStatus: 'paid', fulfilmentStatus: 'unfulfilled' });
    const [charge, ...more] = await chargesOf(paid.id);
    expect(more).toEqual([]);
    expect(charge?.amount).toBe(total.amountMinor);
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 8, reserved: 0, available: 8 }));

    const item = paid.items[0];
    if (!item) throw new Error('no item');
    const shipped = await call<Order>('POST', `/admin/orders/${paid.id}/fulfilments`, {
      headers: await bearer('warehouse'),
      body: { items: [{ itemId: item.id, quantity: 1 }], carrier: 'Harbour Post', trackingNumber: 'HP-123' },
    });
    expect(shipped.status).toBe(201);
    await untilOrder(bought.body.order, { fulfilmentStatus: 'partial' });
    const tooMany = await call<Problem>('POST', `/admin/orders/${paid.id}/fulfilments`, {
      headers: await bearer('warehouse'),
      body: { items: [{ itemId: item.id, quantity: 2 }] },
    });
    expect(tooMany.status).toBeGreaterThanOrEqual(400);
    expect(tooMany.status).toBeLessThan(500);

    const refunded = await call('POST', `/admin/orders/${paid.id}/refunds`, {
      headers: await bearer('finance'),
      body: { amountMinor: 1_000, reason: 'A scratch' },
    });
    expect(refunded.status).toBe(201);
    const after = await untilOrder(bought.body.order, { paymentStatus: 'partially_refunded' });
    expect(after.totals.refunded.amountMinor).toBe(1_000);
    expect((await chargesOf(paid.id))[0]?.amountRefunded).toBe(1_000);
    const beyond = await call<Problem>('POST', `/admin/orders/${paid.id}/refunds`, {
      headers: await bearer('finance'),
      body: { amountMinor: total.amountMinor, reason: 'More than is left' },
    });
    expect([400, 409]).toContain(beyond.status);

    await sentMails(email, [
      `Order ${paid.number} is confirmed`,
      `A part of order ${paid.number} is on its way`,
      `We paid back $10.00 of order ${paid.number}`,
    ]);
    await requireBalancedLedger();
  });

  it('leaves cart and stock as they were when the card is declined, and says why', async () => {
    const product = await newProduct({ onHand: 3 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const cart = await newCart([{ variantId: variant.id, quantity: 1 }]);
    const before = await get(`/carts/${cart.id}`, cart.headers);
    const email = freshEmail('declined');
    const declined = await checkout(cart, { email, paymentMethodId: 'pm_card_chargeDeclinedInsufficientFunds' });
    expect(declined.status).toBe(402);
    expect(declined.body).toMatchObject({ code: 'PAYMENT_DECLINED', declineCode: 'insufficient_funds' });
    await sentMails(email, []);
    expect(await stockOf(variant.sku)).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
    expect(await get(`/carts/${cart.id}`, cart.headers)).toEqual(before);
    const [given] = await ordersOf(email);
    expect(given).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
    expect(await chargesOf(given?.id ?? '')).toEqual([]);
    const body = await checkoutBody(cart);
    const again = await checkout(cart, body);
    expect(again.status).toBe(201);
    await untilOrder(again.body.order, { paymentStatus: 'paid' });
    const closed = await call<Problem>('POST', `/carts/${cart.id}/checkout`, { body, headers: cart.headers });
    expect(closed.body.code).toBe('CART_COMPLETED');
  });

  it('gives money and stock back when an order is cancelled', async () => {
    const product = await newProduct({ onHand: 4 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const email = freshEmail('cancelled');
    const bought = await buy(variant.id, 2, { email });
    const { number, totals } = await untilOrder(bought.body.order, { paymentStatus: 'paid' });
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 2, reserved: 0 }));
    const cancelled = await call<Order>('POST', `/orders/${bought.body.order.id}/cancel`, {
      headers: { 'x-order-token': bought.body.order.token ?? '' },
      body: { reason: 'Changed my mind' },
    });
    expect(cancelled.status).toBe(200);
    expect(cancelled.body.status).toBe('cancelled');
    await untilOrder(bought.body.order, { status: 'cancelled', paymentStatus: 'refunded' });
    const amount = `$${(totals.total.amountMinor / 100).toFixed(2)}`;
    const subjects = [`Order ${number} is confirmed`, `Order ${number} is cancelled`, `We paid back ${amount} of order ${number}`];
    await sentMails(email, subjects);
    expect(await stockOf(variant.sku)).toMatchObject({ onHand: 4, reserved: 0, available: 4 });
    const [charge] = await chargesOf(bought.body.order.id);
    expect(charge?.amountRefunded).toBe(charge?.amount);
    await requireBalancedLedger();
  });
});
