import type { returns } from '@tradewind/contracts/schemas';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { undoStuckOrders } from '../jobs/undo-stuck-orders.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { beginReplacement } from './replacement-store.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

type OrderId = returns.OrderReturn['orderId'];
const admin = user(['admin']);
const read = (orderId: OrderId) => shop.as(admin, (api) => api.staff.get({ orderId }));
const look = (returnId: returns.OrderReturn['id']) => shop.as(admin, (api) => api.staffReturns.get({ returnId }));
const replace = (returnId: returns.OrderReturn['id'], idempotencyKey?: string) =>
  shop.as(admin, (api) => api.staffReturns.replace({ returnId, idempotencyKey }));

/** An order of three pieces that was paid for and sent, of which two are said to be missing, and need not come back. */
async function claim(onHand = 10) {
  const { variantId, sku } = await shop.sell({ onHand });
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 3 }));
  const form = { email: 'ada@example.com', shippingAddress: address, shippingOptionId: 'standard', paymentMethodId: 'pm_card_visa' };
  const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form }));
  await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed' }));
  await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: onHand - 3, reserved: 0 }));
  const [item] = order.items;
  if (!item) throw new Error('the order has a line');
  await shop.as(admin, (api) => api.staff.fulfil({ orderId: order.id, items: [{ itemId: item.id, quantity: 3 }] }));
  const asked = { orderId: order.id, items: [{ itemId: item.id, quantity: 2, reason: 'missing' as const }] };
  const { id: returnId } = await shop.as(admin, (api) => api.staffReturns.request(asked));
  const found = await shop.as(admin, (api) => api.staffReturns.waive({ returnId }));
  return { first: order, itemId: item.id, found, variantId, sku };
}

const replacementOf = (found: returns.OrderReturn) => {
  if (!found.replacement) throw new Error('nothing is sent anew');
  return found.replacement.id;
};

it('is an order of the same pieces that costs nothing, and is sent as any', async () => {
  const { first, found, sku, variantId } = await claim();
  const settled = await replace(found.id);
  expect(settled).toMatchObject({ status: 'replaced', items: [{ waived: 2, refunded: 0, replaced: 2 }] });
  const id = replacementOf(settled);
  await eventually(async () => expect(await read(id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
  const anew = await read(id);
  expect(anew).toMatchObject({
    email: first.email,
    shippingAddress: first.shippingAddress,
    items: [{ variantId, quantity: 2, unitPrice: { amountMinor: 0 } }],
    totals: { shipping: { amountMinor: 0 }, tax: { amountMinor: 0 }, total: { amountMinor: 0 } },
  });
  expect(anew.timeline[0]?.data).toMatchObject({
    by: 'staff',
    replaces: { returnId: found.id, returnNumber: found.number, orderId: first.id, orderNumber: first.number },
  });
  expect((await read(first.id)).timeline.at(-1)).toMatchObject({
    type: 'return_replaced',
    data: { orderId: id, orderNumber: anew.number },
  });
  await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: 5, reserved: 0 }));
  expect(await shop.payments().charges(id)).toEqual([]);
  await expect(shop.as(admin, (api) => api.staff.previewEdit({ orderId: id }))).rejects.toThrow('not edited');
  const [line] = anew.items;
  if (!line) throw new Error('the order has a line');
  await shop.as(admin, (api) => api.staff.fulfil({ orderId: id, items: [{ itemId: line.id, quantity: 2 }] }));
  expect(await read(id)).toMatchObject({ fulfilmentStatus: 'fulfilled', shipments: [{ items: [{ quantity: 2 }] }] });
});

it('keeps its pieces from being paid back, or claimed again', async () => {
  const { first, itemId, found } = await claim();
  await replace(found.id);
  await expect(shop.as(admin, (api) => api.staffReturns.refund({ returnId: found.id }))).rejects.toThrow('waits for its money');
  await expect(replace(found.id)).rejects.toThrow('waits to be settled');
  const refund = { orderId: first.id, items: [{ itemId, quantity: 2 }], reason: 'once more' };
  await expect(shop.as(admin, (api) => api.staff.refund(refund))).rejects.toMatchObject({ code: 'CONFLICT' });
  const again = { orderId: first.id, items: [{ itemId, quantity: 2, reason: 'missing' as const }] };
  await expect(shop.as(admin, (api) => api.staffReturns.request(again))).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(shop.db.rows('UPDATE return_item SET refunded = 1 WHERE return_id = $1', [found.id])).rejects.toThrow(
    'return_item_settles_what_came_or_need_not',
  );
  // What is left of the line is free.
  expect(await shop.as(admin, (api) => api.staff.refund({ ...refund, items: [{ itemId, quantity: 1 }] }))).toMatchObject({
    status: 'succeeded',
  });
});

it('is refused when it is not in stock, and nothing is changed', async () => {
  const { first, found, sku } = await claim(4);
  const facts = (await read(first.id)).timeline.length;
  await expect(replace(found.id)).rejects.toMatchObject({
    cause: { code: 'OUT_OF_STOCK', extras: { lines: [{ sku, requested: 2, available: 1 }] } },
  });
  expect(await look(found.id)).toEqual(found);
  expect((await read(first.id)).timeline).toHaveLength(facts);
  expect(await shop.db.rows('SELECT FROM orders WHERE replaces_return_id = $1', [found.id])).toEqual([]);
});

it('is one order, however often and from wherever it is asked for, and no refund beside it', async () => {
  const { found, sku } = await claim();
  const results = await Promise.allSettled([
    ...Array.from({ length: 4 }, () => replace(found.id)),
    ...Array.from({ length: 4 }, () => replace(found.id, `key-${found.id}`)),
    shop.as(admin, (api) => api.staffReturns.refund({ returnId: found.id })),
  ]);
  const refunded = results.at(-1)?.status === 'fulfilled';
  const { items } = await look(found.id);
  expect(items).toMatchObject([refunded ? { refunded: 2, replaced: 0 } : { refunded: 0, replaced: 2 }]);
  const live = await shop.db.rows(`SELECT id FROM orders WHERE replaces_return_id = $1 AND status <> 'cancelled'`, [found.id]);
  expect(live).toHaveLength(refunded ? 0 : 1);
  await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: refunded ? 7 : 5, reserved: 0 }));
});

it('is refused when other pieces wait to be settled than those that were looked at', async () => {
  const { first, itemId, found } = await claim();
  const pieces = [{ itemId, quantity: 1 }];
  const begin = shop.db.transaction((sql) => beginReplacement(sql, { returnId: found.id, orderId: first.id, pieces }));
  await expect(begin).rejects.toThrow('has changed since it was looked at');
  expect(await look(found.id)).toEqual(found);
});

it('waits to be settled again when its order is cancelled', async () => {
  const { first, found, sku } = await claim();
  const id = replacementOf(await replace(found.id));
  await eventually(async () => expect(await read(id)).toMatchObject({ status: 'confirmed' }));
  await shop.as(admin, (api) => api.staff.cancel({ orderId: id }));
  expect(await look(found.id)).toMatchObject({ status: 'received', items: [{ waived: 2, replaced: 0 }], replacement: null });
  expect((await read(first.id)).timeline.at(-1)).toMatchObject({ type: 'return_reopened', data: { number: found.number } });
  await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: 7, reserved: 0 }));
  expect(await shop.as(admin, (api) => api.staffReturns.refund({ returnId: found.id }))).toMatchObject({ status: 'succeeded' });
});

it('goes on where it stopped under its key', async () => {
  const { found } = await claim();
  const key = `stopped-${found.id}`;
  const id = replacementOf(await replace(found.id, key));
  await shop.forgetAnswer(key);
  expect(replacementOf(await replace(found.id, key))).toBe(id);
});

it('waits to be settled again when it stopped before its payment, and nobody went on', async () => {
  const { found, sku } = await claim();
  await shop.payments().kill();
  await expect(replace(found.id)).rejects.toMatchObject({ cause: { code: 'UNAVAILABLE' } });
  await shop.payments().restart();
  expect(await look(found.id)).toMatchObject({ status: 'replaced', items: [{ replaced: 2 }] });
  expect(await shop.stock(sku)).toMatchObject({ reserved: 2 });
  await shop.db.rows(`UPDATE orders SET updated_at = now() - interval '31 seconds' WHERE replaces_return_id = $1`, [found.id]);
  await runInCall({ actor: { kind: 'service', name: 'order' } }, () => undoStuckOrders(shop.ctx));
  expect(await look(found.id)).toMatchObject({ status: 'received', items: [{ replaced: 0 }], replacement: null });
  expect(await shop.stock(sku)).toMatchObject({ reserved: 0 });
});
