import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { order as schemas } from '@tradewind/contracts/schemas';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { askPendingRefunds } from '../jobs/ask-pending-refunds.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const admin = user(['admin']);
const finance = user(['finance']);
const warehouse = user(['warehouse']);
const read = (orderId: OrderId) => shop.as(admin, (api) => api.staff.get({ orderId }));

/** A guest's order of pieces of one thing at 10.00, sent to where no tax is added, and paid for. */
async function paidOrder(quantity = 3) {
  const thing = await shop.sell({ price: 1_000, onHand: quantity });
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: thing.variantId, quantity }));
  const shippingAddress = { ...address, region: 'OR' };
  const { order } = await shop.as(guest, (api) =>
    api.checkout.place({
      ...key,
      email: 'grace@example.com',
      shippingAddress,
      shippingOptionId: 'standard',
      paymentMethodId: 'pm_card_visa',
    }),
  );
  await eventually(async () => expect((await read(order.id)).status).toBe('confirmed'));
  await eventually(async () => expect((await shop.stock(thing.sku)).onHand).toBe(0));
  return {
    ...thing,
    orderId: order.id,
    orderToken: order.token ?? '',
    itemId: order.items[0]?.id ?? newId('orderItem'),
    total: order.totals.total.amountMinor,
  };
}

const fulfil = (orderId: OrderId, itemId: `oit_${string}`, quantity: number, idempotencyKey?: string) =>
  shop.as(warehouse, (api) =>
    api.staff.fulfil({ orderId, items: [{ itemId, quantity }], carrier: 'UPS', trackingNumber: '1Z', idempotencyKey }),
  );
const refund = (
  orderId: OrderId,
  what: { amountMinor?: number; items?: { itemId: `oit_${string}`; quantity: number }[]; idempotencyKey?: string },
) => shop.as(finance, (api) => api.staff.refund({ orderId, reason: 'came broken', ...what }));

describe('fulfilment', () => {
  it('ships in parts, never more than was ordered, and completes the order with the last delivery', async () => {
    const { orderId, itemId } = await paidOrder();
    const partly = await fulfil(orderId, itemId, 1, 'first');
    expect(partly).toMatchObject({
      fulfilmentStatus: 'partial',
      items: [{ fulfilledQuantity: 1 }],
      shipments: [{ carrier: 'UPS', items: [{ itemId, quantity: 1 }] }],
    });
    await expect(fulfil(orderId, itemId, 3)).rejects.toThrow('only 2 are left');
    await expect(fulfil(orderId, newId('orderItem'), 1)).rejects.toThrow('items.0.itemId: is not an item of this order');
    const [first] = partly.shipments;
    const deliver = (shipmentId = newId('shipment')) => shop.as(user(['warehouse']), (api) => api.staff.deliver({ orderId, shipmentId }));
    expect((await deliver(first?.id)).fulfilmentStatus).toBe('partial');
    const all = await fulfil(orderId, itemId, 2);
    expect(all.fulfilmentStatus).toBe('fulfilled');
    await expect(deliver()).rejects.toThrow('no such shipment');
    const done = await deliver(all.shipments[1]?.id);
    expect(done).toMatchObject({ status: 'completed', fulfilmentStatus: 'delivered' });
    expect(await deliver(all.shipments[1]?.id)).toEqual(done);
    expect(done.timeline.map(({ type }) => type)).toEqual([
      'placed',
      'confirmed',
      'shipped',
      'delivered',
      'shipped',
      'delivered',
      'completed',
    ]);
    expect((await shop.told(orderId)).slice(3)).toEqual([
      'order.shipped',
      'order.delivered',
      'order.shipped',
      'order.delivered',
      'order.completed',
    ]);
  });

  it('again under its key sends no second parcel, also when nobody could say that the first was sent', async () => {
    const { orderId, itemId } = await paidOrder(3);
    const key = `ship-${orderId}`;
    const sent = await fulfil(orderId, itemId, 1, key);
    expect(await fulfil(orderId, itemId, 1, key)).toEqual(sent);
    await shop.forgetAnswer(key);
    expect(await fulfil(orderId, itemId, 1, key)).toEqual(sent);
  });

  it('in parallel ships each piece once', async () => {
    const { orderId, itemId } = await paidOrder(3);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => fulfil(orderId, itemId, 1)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const overfull = shop.db.rows('UPDATE order_item SET fulfilled_quantity = 4 WHERE id = $1', [itemId]);
    await expect(overfull).rejects.toThrow('order_item_ships_what_is_left');
  });

  it('is for staff who may', async () => {
    const { orderId, itemId } = await paidOrder(1);
    for (const who of [guest, user(), user(['finance']), user(['catalog'])]) {
      const call = shop.as(who, (api) => api.staff.fulfil({ orderId, items: [{ itemId, quantity: 1 }] }));
      await expect(call).rejects.toMatchObject({ cause: { code: who === guest ? 'UNAUTHENTICATED' : 'FORBIDDEN' } });
    }
  });
});

describe('a refund', () => {
  it('of an amount goes back to the customer, bounded by what was paid', async () => {
    const { orderId, total } = await paidOrder();
    expect(await refund(orderId, { amountMinor: 500 })).toMatchObject({ orderId, amount: { amountMinor: 500 }, reason: 'came broken' });
    await eventually(async () =>
      expect(await read(orderId)).toMatchObject({ paymentStatus: 'partially_refunded', totals: { refunded: { amountMinor: 500 } } }),
    );
    await expect(refund(orderId, { amountMinor: total - 499 })).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
    expect((await shop.told(orderId)).filter((type) => type === 'order.refunded')).toHaveLength(1);
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amountRefunded: 500 }]);
  });

  it('of pieces gives their price, and those not shipped yet never are', async () => {
    const { orderId, itemId } = await paidOrder(3);
    await fulfil(orderId, itemId, 1);
    await refund(orderId, { items: [{ itemId, quantity: 1 }], idempotencyKey: 'pieces' });
    await refund(orderId, { items: [{ itemId, quantity: 1 }], idempotencyKey: 'pieces' });
    await eventually(async () =>
      expect(await read(orderId)).toMatchObject({ totals: { refunded: { amountMinor: 1_000 } }, items: [{ refundedQuantity: 1 }] }),
    );
    await expect(fulfil(orderId, itemId, 2)).rejects.toThrow('only 1 are left');
    expect((await fulfil(orderId, itemId, 1)).fulfilmentStatus).toBe('fulfilled');
    await expect(refund(orderId, { items: [{ itemId, quantity: 3 }] })).rejects.toThrow('only 2 are left');
  });

  it('of everything left ends in refunded, and in parallel happens once', async () => {
    const { orderId, total } = await paidOrder();
    const results = await Promise.allSettled([refund(orderId, {}), refund(orderId, {}), refund(orderId, { amountMinor: total })]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await eventually(async () =>
      expect(await read(orderId)).toMatchObject({ paymentStatus: 'refunded', totals: { refunded: { amountMinor: total } } }),
    );
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amountRefunded: total }]);
    await expect(refund(orderId, {})).rejects.toThrow('Nothing is left');
  });

  it('that could not be asked for is asked for again', async () => {
    const { orderId } = await paidOrder();
    await shop.payments().kill();
    expect((await refund(orderId, { amountMinor: 100 })).status).toBe('pending');
    await shop.payments().restart();
    const sweep = () =>
      runInCall({ actor: { kind: 'service', name: 'order' } }, () => askPendingRefunds(shop.ctx, { unheard: 0, unsettled: 3_600 }));
    expect(await sweep()).toMatchObject({ succeeded: 1, unanswered: 0 });
    await eventually(async () => expect(await read(orderId)).toMatchObject({ totals: { refunded: { amountMinor: 100 } } }));
    expect(await sweep()).toMatchObject({ succeeded: 0, unanswered: 0 });
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amountRefunded: 100 }]);
  });

  it('is no business of an order that is not paid', async () => {
    const { variantId } = await shop.sell();
    const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
    const key = { cartId, cartToken: token ?? '' };
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    const form = { email: 'grace@example.com', shippingAddress: address, shippingOptionId: 'standard' };
    const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form }));
    await expect(refund(order.id, {})).rejects.toThrow('Nothing is left');
    await expect(fulfil(order.id, order.items[0]?.id ?? newId('orderItem'), 1)).rejects.toThrow('confirmed and paid for');
    const cancelled = await shop.as(guest, (api) => api.order.cancel({ orderId: order.id, orderToken: order.token ?? '' }));
    expect(cancelled).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
  });
});

describe('cancelling what was paid', () => {
  it('gives money and stock back', async () => {
    const { orderId, orderToken, total, sku } = await paidOrder(2);
    const cancelled = await shop.as(guest, (api) => api.order.cancel({ orderId, orderToken, reason: 'too slow' }));
    expect(cancelled.status).toBe('cancelled');
    await eventually(async () =>
      expect(await read(orderId)).toMatchObject({ paymentStatus: 'refunded', totals: { refunded: { amountMinor: total } } }),
    );
    await eventually(async () => expect(await shop.stock(sku)).toEqual({ sku, onHand: 2, reserved: 0, available: 2 }));
    await expect(shop.as(guest, (api) => api.order.cancel({ orderId, orderToken }))).rejects.toThrow('The order is cancelled');
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amountRefunded: total }]);
  });

  it('is answered when a try with a key did it and could not say so, and refused to who asks anew', async () => {
    const { orderId, orderToken } = await paidOrder(1);
    const cancel = (idempotencyKey: string) => shop.as(guest, (api) => api.order.cancel({ orderId, orderToken, idempotencyKey }));
    await cancel('cancel-once');
    await shop.forgetAnswer('cancel-once');
    expect((await cancel('cancel-once')).status).toBe('cancelled');
    await expect(cancel('cancel-anew')).rejects.toThrow('The order is cancelled');
  });

  it('is over once something was shipped', async () => {
    const { orderId, orderToken, itemId } = await paidOrder(2);
    await fulfil(orderId, itemId, 1);
    await expect(shop.as(guest, (api) => api.order.cancel({ orderId, orderToken }))).rejects.toThrow('shipped already');
    await expect(shop.as(admin, (api) => api.staff.cancel({ orderId }))).rejects.toThrow('shipped already');
  });
});

describe('lists and figures', () => {
  it('find orders by what staff know, page by page', async () => {
    const orders = [await paidOrder(1), await paidOrder(1), await paidOrder(1)];
    const list = (input: z.input<typeof schemas.staffOrderListInput>) => shop.as(admin, (api) => api.staff.list(input));
    const all = await list({});
    expect(all.items.slice(0, 3).map(({ id }) => id)).toEqual(orders.map(({ orderId }) => orderId).reverse());
    const first = await list({ limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items[0]?.id).toBe(orders[0]?.orderId);
    const number = all.items[0]?.number ?? '';
    for (const query of [number, number.slice(3), number.toLowerCase()])
      expect((await list({ query })).items.map((item) => item.number)).toEqual([number]);
    expect(
      (await list({ query: 'grace@', status: 'confirmed', paymentStatus: 'paid', fulfilmentStatus: 'unfulfilled' })).total,
    ).toBeGreaterThanOrEqual(3);
    for (const query of ['%', 'gr_ce', 'TW\\']) expect((await list({ query })).total).toBe(0);
    expect((await list({ from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' })).total).toBe(0);
    await expect(list({ cursor: 'nonsense' })).rejects.toThrow('cursor: is not a cursor of this list');
  });

  it('add up', async () => {
    const before = await figures();
    const { orderId, total } = await paidOrder(2);
    await eventually(async () => expect((await figures()).orders).toBe(before.orders + 1));
    const after = await figures();
    expect(after.revenue.amountMinor - before.revenue.amountMinor).toBe(total);
    expect([after.items - before.items, after.toFulfil - before.toFulfil]).toEqual([2, 1]);
    expect([after.carts - before.carts, after.checkouts - before.checkouts]).toEqual([1, 1]);
    expect(after.averageOrder.amountMinor).toBe(Math.round(after.revenue.amountMinor / after.orders));
    expect(after.series).toHaveLength(25);
    expect(after.series.reduce((sum, slot) => sum + slot.revenue.amountMinor, 0)).toBe(after.revenue.amountMinor);
    expect(after.topProducts.length).toBeGreaterThan(0);
    expect((await figures(30)).series).toHaveLength(31);
    await expect(figures(500)).rejects.toThrow('400 days at most');
    expect((await read(orderId)).status).toBe('confirmed');

    // Lost, and told again from the events that are kept.
    await shop.ctx.db.rows('TRUNCATE sales_order, sales_line, sales_cart, sales_slot, sales_product_slot');
    expect((await figures()).orders).toBe(0);
    await shop.replay(['cart.started', 'order.payment_changed', 'order.cancelled']);
    await eventually(async () => expect(await figures()).toEqual(after));
  });

  function figures(days = 1) {
    const hour = 3_600_000;
    const from = new Date(Math.floor(Date.now() / hour) * hour - days * 24 * hour).toISOString();
    const to = new Date(Date.now() + 1_000).toISOString();
    return shop.as(admin, (api) => api.staff.figures({ from, to, currency: 'USD' }));
  }
});
