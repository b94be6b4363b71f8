import { type Id, newId, newUuid, type OrderId, type RefundId, type ReturnId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { orderConsumers } from '../events/consumers.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { forgetPictures } from './forget-pictures.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const support = user(['support']);
const warehouse = user(['warehouse']);
const finance = user(['finance']);

interface Shipped {
  readonly orderId: OrderId;
  readonly orderToken: string;
  readonly itemId: Id<'orderItem'>;
  readonly sku: string;
  readonly total: number;
}

/** A guest's order of pieces at 10.00, paid for and on its way, all or some of it. */
async function shippedOrder(quantity = 3, shipped = quantity): Promise<Shipped> {
  const thing = await shop.sell({ price: 1_000, onHand: quantity });
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: thing.variantId, quantity }));
  const form = { email: 'grace@example.com', shippingAddress: { ...address, region: 'OR' }, shippingOptionId: 'standard' };
  const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form, paymentMethodId: 'pm_card_visa' }));
  await eventually(async () => expect((await read(order.id)).status).toBe('confirmed'));
  await eventually(async () => expect((await shop.stock(thing.sku)).onHand).toBe(0));
  const itemId = order.items[0]?.id ?? newId('orderItem');
  if (shipped > 0) await shop.as(warehouse, (api) => api.staff.fulfil({ orderId: order.id, items: [{ itemId, quantity: shipped }] }));
  return { orderId: order.id, orderToken: order.token ?? '', itemId, sku: thing.sku, total: order.totals.total.amountMinor };
}

const read = (orderId: OrderId) => shop.as(support, (api) => api.staff.get({ orderId }));
const reason = 'does_not_fit' as const;
const ask = (
  { orderId, orderToken, itemId }: Shipped,
  quantity: number,
  more: { idempotencyKey?: string; pictures?: Id<'returnPicture'>[] } = {},
) => shop.as(guest, (api) => api.returns.request({ orderId, orderToken, items: [{ itemId, quantity, reason }], ...more }));
const approve = (returnId: ReturnId) => shop.as(support, (api) => api.staffReturns.approve({ returnId }));
const receive = (returnId: ReturnId, items: { itemId: Id<'orderItem'>; sellable: number; damaged: number }[], idempotencyKey?: string) =>
  shop.as(warehouse, (api) => api.staffReturns.receive({ returnId, items, idempotencyKey }));
const pay = (returnId: ReturnId, idempotencyKey?: string) =>
  shop.as(finance, (api) => api.staffReturns.refund({ returnId, idempotencyKey }));
const refundPieces = ({ orderId, itemId }: Shipped, quantity: number) =>
  shop.as(finance, (api) => api.staff.refund({ orderId, items: [{ itemId, quantity }], reason: 'broken' }));
const list = ({ orderId, orderToken }: Shipped) => shop.as(guest, (api) => api.returns.list({ orderId, orderToken }));
const code = (expected: string) => ({ cause: { code: expected } });

/** Has the service hear that a refund failed, or was taken back. */
async function failRefund(orderId: OrderId, refundId: RefundId): Promise<void> {
  const consumer = orderConsumers.find(({ type }) => type === 'payment.refund_failed');
  const around = { id: newUuid(), version: 1, aggregateId: 'x', sequence: 1, occurredAt: '', traceparent: '', actor: 'payment' };
  const data = { paymentId: newId('payment'), orderId, refundId };
  await runInCall({ actor: { kind: 'service', name: 'order' } }, () =>
    // The cast: it is the consumer of this type.
    shop.db.transaction(async (sql) => void (await consumer?.handle(sql, { ...around, type: 'payment.refund_failed', data } as never))),
  );
}

describe('a return', () => {
  it('goes its whole way: asked for, approved, received, paid back, and the stock is there again', async () => {
    const order = await shippedOrder(2);
    const { orderId, itemId, sku } = order;
    expect(await list(order)).toEqual({ items: [], returnable: [{ itemId, quantity: 2 }], windowDays: 30 });
    const asked = await ask(order, 2);
    const { number } = await read(orderId);
    expect(asked).toMatchObject({ number: `${number}-R1`, status: 'requested', items: [{ itemId, quantity: 2, reason, sellable: 0 }] });
    expect((await list(order)).returnable).toEqual([]);
    expect((await approve(asked.id)).status).toBe('approved');
    await expect(approve(asked.id)).rejects.toThrow('The return is approved');
    expect((await receive(asked.id, [{ itemId, sellable: 1, damaged: 0 }])).status).toBe('received');
    await expect(receive(asked.id, [{ itemId, sellable: 1, damaged: 1 }])).rejects.toThrow('only 1 are still to come');
    expect((await read(orderId)).fulfilmentStatus).toBe('fulfilled');
    await receive(asked.id, [{ itemId, sellable: 0, damaged: 1 }]);
    expect(await read(orderId)).toMatchObject({ fulfilmentStatus: 'returned', status: 'completed', items: [{ returnedQuantity: 2 }] });
    await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: 1, available: 1 }));
    const refund = await pay(asked.id);
    expect(refund).toMatchObject({ amount: { amountMinor: 2_000 }, reason: `Return ${asked.number}` });
    await eventually(async () =>
      expect(await read(orderId)).toMatchObject({ paymentStatus: 'partially_refunded', totals: { refunded: { amountMinor: 2_000 } } }),
    );
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amountRefunded: 2_000 }]);
    expect((await list(order)).items).toMatchObject([{ status: 'refunded', items: [{ sellable: 1, damaged: 1, refunded: 2 }] }]);
    await expect(pay(asked.id)).rejects.toThrow('Nothing that came back waits');
    expect((await shop.told(orderId)).filter((type) => type.startsWith('order.return'))).toEqual([
      'order.return_requested',
      'order.return_approved',
      'order.return_received',
      'order.return_received',
    ]);
    const facts = (await read(orderId)).timeline.map(({ type }) => type);
    expect(facts.filter((type) => type.startsWith('return'))).toEqual([
      'return_requested',
      'return_approved',
      'return_received',
      'return_received',
    ]);
  });

  it('is of shipped pieces alone, and each of them once', async () => {
    const order = await shippedOrder(3, 1);
    await expect(ask(order, 2)).rejects.toThrow('only 1 are left');
    await expect(
      shop.as(guest, (api) => api.returns.request({ ...order, items: [1, 2].map(() => ({ itemId: order.itemId, quantity: 1, reason })) })),
    ).rejects.toThrow('items.1.itemId: is named twice');
    await expect(ask({ ...order, itemId: newId('orderItem') }, 1)).rejects.toThrow('items.0.itemId: is not an item of this order');
    const { id } = await ask(order, 1);
    await expect(ask(order, 1)).rejects.toThrow('only 0 are left');
    await approve(id);
    await receive(id, [{ itemId: order.itemId, sellable: 0, damaged: 1 }]);
    await pay(id);
    // What was not shipped still is to be: the refund was for what came back.
    expect(await read(order.orderId)).toMatchObject({
      fulfilmentStatus: 'partial',
      items: [{ refundedQuantity: 1, withdrawnQuantity: 0, heldQuantity: 0, returnedQuantity: 1 }],
    });
    await expect(ask(order, 1)).rejects.toThrow('only 0 are left');
    await shop.as(warehouse, (api) => api.staff.fulfil({ orderId: order.orderId, items: [{ itemId: order.itemId, quantity: 2 }] }));
    expect((await list(order)).returnable).toEqual([{ itemId: order.itemId, quantity: 2 }]);
  });

  it.each([
    ['arrived 29 days and 23 hours ago', '29 days 23 hours', true, 1],
    ['arrived 30 days ago', '30 days', true, 0],
    ['was sent 29 days and 23 hours ago', '29 days 23 hours', false, 1],
    ['was sent 30 days ago', '30 days', false, 0],
  ])('of what %s is asked for in time, or not any more', async (_, age, arrived, left) => {
    const order = await shippedOrder(1);
    await shop.db.rows(
      `UPDATE shipment SET shipped_at = now() - CASE WHEN $3 THEN interval '60 days' ELSE $2::interval END,
         delivered_at = CASE WHEN $3 THEN now() - $2::interval END WHERE order_id = $1`,
      [order.orderId, age, arrived],
    );
    expect((await list(order)).returnable).toEqual(left === 0 ? [] : [{ itemId: order.itemId, quantity: left }]);
    if (left === 0) await expect(ask(order, 1)).rejects.toThrow('only 0 are left');
    else await ask(order, 1);
  });

  it('is asked for as long after its arrival as staff have decided', async () => {
    const order = await shippedOrder(1);
    await shop.db.rows(`UPDATE shipment SET shipped_at = now() - interval '11 days' WHERE order_id = $1`, [order.orderId]);
    const admin = user(['admin']);
    const decide = async (returnWindowDays: number) => {
      const { store } = await shop.as(admin, (api) => api.settings.get());
      const value = { ...store.value, returnWindowDays };
      await shop.as(admin, (api) => api.settings.update({ section: 'store', version: store.version, value }));
    };
    await decide(10);
    expect(await list(order)).toMatchObject({ returnable: [], windowDays: 10 });
    await expect(ask(order, 1)).rejects.toThrow('only 0 are left');
    await decide(30);
    await ask(order, 1);
  });

  it('that is rejected, cancelled or closed lets go of what did not come back', async () => {
    const order = await shippedOrder(2);
    const { orderId, orderToken, itemId } = order;
    const rejected = await ask(order, 2);
    const why = 'It was worn';
    const reject = () => shop.as(support, (api) => api.staffReturns.reject({ returnId: rejected.id, reason: why }));
    expect(await reject()).toMatchObject({ status: 'rejected', decision: why });
    await expect(reject()).rejects.toThrow('The return is rejected');
    const cancelled = await ask(order, 2);
    const cancel = (returnId: ReturnId) => shop.as(guest, (api) => api.returns.cancel({ orderId, orderToken, returnId }));
    expect((await cancel(cancelled.id)).status).toBe('cancelled');
    const closed = await ask(order, 2);
    await approve(closed.id);
    await receive(closed.id, [{ itemId, sellable: 1, damaged: 0 }]);
    await expect(cancel(closed.id)).rejects.toThrow('The return is received');
    await shop.as(support, (api) => api.staffReturns.close({ returnId: closed.id, reason: 'Half of it never came' }));
    await expect(pay(closed.id)).rejects.toThrow('The return is closed');
    expect((await list(order)).returnable).toEqual([{ itemId, quantity: 1 }]);
    // What came and was not paid for is not refunded as a piece any more; the other one is.
    await expect(refundPieces(order, 2)).rejects.toThrow('only 1 are left');
    expect((await list(order)).items.map(({ status }) => status)).toEqual(['rejected', 'cancelled', 'closed']);
  });

  it('of what was missing or broken is paid for without a parcel, and puts nothing into stock', async () => {
    const order = await shippedOrder(3);
    const asked = await ask(order, 2);
    const waive = (idempotencyKey?: string) => shop.as(support, (api) => api.staffReturns.waive({ returnId: asked.id, idempotencyKey }));
    const key = newUuid();
    expect(await waive(key)).toMatchObject({ status: 'received', items: [{ quantity: 2, waived: 2, sellable: 0 }] });
    expect(await waive(key)).toMatchObject({ status: 'received' });
    await expect(waive()).rejects.toThrow('Nothing of this return is still to come');
    await expect(receive(asked.id, [{ itemId: order.itemId, sellable: 1, damaged: 0 }])).rejects.toThrow('only 0 are still to come');
    const refund = await pay(asked.id);
    expect(refund.amount.amountMinor).toBe(2_000);
    await eventually(async () => expect((await read(order.orderId)).totals.refunded.amountMinor).toBe(2_000));
    expect(await shop.stock(order.sku)).toMatchObject({ onHand: 0 });
    expect(await read(order.orderId)).toMatchObject({
      fulfilmentStatus: 'fulfilled',
      items: [{ returnedQuantity: 0, refundedQuantity: 2 }],
    });
    // The pieces are neither returned nor refunded again; the third one can be.
    expect((await list(order)).returnable).toEqual([{ itemId: order.itemId, quantity: 1 }]);
    await expect(refundPieces(order, 2)).rejects.toThrow('only 1 are left');
    expect(await shop.told(order.orderId)).toContain('order.return_waived');
  });

  it('that need not have come back lets go of its pieces when it is closed unpaid', async () => {
    const order = await shippedOrder(2);
    const { id: returnId } = await ask(order, 2);
    await approve(returnId);
    await receive(returnId, [{ itemId: order.itemId, sellable: 1, damaged: 0 }]);
    await shop.as(support, (api) => api.staffReturns.waive({ returnId }));
    const closed = await shop.as(support, (api) => api.staffReturns.close({ returnId, reason: 'It was there after all' }));
    expect(closed.items).toMatchObject([{ sellable: 1, waived: 0, released: 1 }]);
    expect((await list(order)).returnable).toEqual([{ itemId: order.itemId, quantity: 1 }]);
  });

  it('is asked for by staff as well, for whoever calls', async () => {
    const { orderId, itemId } = await shippedOrder(2);
    const items = [{ itemId, quantity: 1, reason: 'missing' as const }];
    const key = newUuid();
    const askFor = (idempotencyKey?: string) => shop.as(support, (api) => api.staffReturns.request({ orderId, items, idempotencyKey }));
    const asked = await askFor(key);
    expect(asked).toMatchObject({ orderId, status: 'requested', items: [{ itemId, reason: 'missing' }] });
    expect((await askFor(key)).id).toBe(asked.id);
    expect((await askFor()).id).not.toBe(asked.id);
    await expect(askFor()).rejects.toThrow('only 0 are left');
  });

  it('belongs to whose order it is', async () => {
    const [mine, other] = [await shippedOrder(1), await shippedOrder(1)];
    const { id } = await ask(mine, 1);
    const strangers = [
      { ...mine, orderToken: other.orderToken },
      { ...mine, orderToken: 'A'.repeat(43) },
    ];
    for (const stranger of strangers) {
      await expect(list(stranger)).rejects.toMatchObject(code('NOT_FOUND'));
      await expect(ask(stranger, 1)).rejects.toMatchObject(code('NOT_FOUND'));
    }
    const { orderId, orderToken } = other;
    await expect(shop.as(guest, (api) => api.returns.cancel({ orderId, orderToken, returnId: id }))).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
    expect((await list(mine)).items).toMatchObject([{ status: 'requested' }]);
  });

  it('is decided, received and paid by staff who may', async () => {
    const order = await shippedOrder(1);
    const { id: returnId } = await ask(order, 1);
    for (const who of [guest, user(), warehouse, finance]) {
      await expect(shop.as(who, (api) => api.staffReturns.approve({ returnId }))).rejects.toMatchObject(
        code(who === guest ? 'UNAUTHENTICATED' : 'FORBIDDEN'),
      );
    }
    for (const who of [finance, user(['catalog'])]) {
      const items = [{ itemId: order.itemId, sellable: 1, damaged: 0 }];
      await expect(shop.as(who, (api) => api.staffReturns.receive({ returnId, items }))).rejects.toMatchObject(code('FORBIDDEN'));
    }
    for (const who of [support, warehouse]) {
      await expect(shop.as(who, (api) => api.staffReturns.refund({ returnId }))).rejects.toMatchObject(code('FORBIDDEN'));
    }
  });

  it('again under a key is the same one, at each step, also when nobody could say that it was done', async () => {
    const order = await shippedOrder(2);
    const keys = { ask: newUuid(), receive: newUuid(), pay: newUuid() };
    const asked = await ask(order, 1, { idempotencyKey: keys.ask });
    await shop.forgetAnswer(keys.ask);
    expect(await ask(order, 1, { idempotencyKey: keys.ask })).toEqual(asked);
    await approve(asked.id);
    const items = [{ itemId: order.itemId, sellable: 1, damaged: 0 }];
    const received = await receive(asked.id, items, keys.receive);
    await shop.forgetAnswer(keys.receive);
    expect(await receive(asked.id, items, keys.receive)).toEqual(received);
    const paid = await pay(asked.id, keys.pay);
    await shop.forgetAnswer(keys.pay);
    expect((await pay(asked.id, keys.pay)).id).toBe(paid.id);
    expect((await list(order)).items).toHaveLength(1);
    await eventually(async () => expect(await shop.payments().charges(order.orderId)).toMatchObject([{ amountRefunded: 1_000 }]));
    await eventually(async () => expect(await shop.stock(order.sku)).toMatchObject({ onHand: 1 }));
  });
});

describe('at the same time', () => {
  it('two returns of one piece: one of them', async () => {
    const order = await shippedOrder(1);
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => ask(order, 1)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const [text, name] of [
      ['claimed_quantity = 2', 'order_item_returns_what_was_shipped'],
      ['held_quantity = 2', 'order_item_holds_what_is_claimed'],
      ['returned_quantity = 2', 'order_item_receives_what_is_claimed'],
      ['refunded_quantity = 1', 'order_item_is_refunded_once'],
    ] as const) {
      await expect(shop.db.rows(`UPDATE order_item SET ${text} WHERE id = $1`, [order.itemId])).rejects.toThrow(name);
    }
  });

  it('a return and a refund of one piece: one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = await shippedOrder(1);
      const results = await Promise.allSettled([ask(order, 1), refundPieces(order, 1), ask(order, 1), refundPieces(order, 1)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('the money of one return is paid back once, and never more than is left', async () => {
    const order = await shippedOrder(2);
    await shop.as(finance, (api) => api.staff.refund({ orderId: order.orderId, amountMinor: order.total - 1_500, reason: 'late' }));
    const { id } = await ask(order, 2);
    await approve(id);
    await receive(id, [{ itemId: order.itemId, sellable: 2, damaged: 0 }]);
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => pay(id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await eventually(async () => expect((await read(order.orderId)).paymentStatus).toBe('refunded'));
    expect(await shop.payments().charges(order.orderId)).toMatchObject([{ amountRefunded: order.total }]);
  });
});

it('a refund that fails leaves what came back waiting for its money, also after the return was closed', async () => {
  const order = await shippedOrder(2);
  const { id } = await ask(order, 2);
  await approve(id);
  await receive(id, [{ itemId: order.itemId, sellable: 1, damaged: 0 }]);
  const first = await pay(id);
  await eventually(async () => expect((await read(order.orderId)).totals.refunded.amountMinor).toBe(1_000));
  await shop.as(support, (api) => api.staffReturns.close({ returnId: id, reason: 'The rest never came' }));
  await failRefund(order.orderId, first.id);
  expect((await list(order)).items).toMatchObject([{ status: 'received', items: [{ refunded: 0, sellable: 1 }] }]);
  expect((await read(order.orderId)).items).toMatchObject([{ refundedQuantity: 0, heldQuantity: 1 }]);
  // What was given up stays given up.
  await expect(receive(id, [{ itemId: order.itemId, sellable: 1, damaged: 0 }])).rejects.toThrow('only 0 are still to come');
  expect((await list(order)).returnable).toEqual([{ itemId: order.itemId, quantity: 1 }]);
  expect((await pay(id)).amount.amountMinor).toBe(1_000);
});

it('that is closed, opened by a refund that failed, and closed again gives up once what did not come', async () => {
  const order = await shippedOrder(3);
  const { id } = await ask(order, 2);
  await approve(id);
  await receive(id, [{ itemId: order.itemId, sellable: 0, damaged: 1 }]);
  const refund = await pay(id);
  await eventually(async () => expect((await read(order.orderId)).totals.refunded.amountMinor).toBe(1_000));
  const close = () => shop.as(support, (api) => api.staffReturns.close({ returnId: id, reason: 'The rest never came' }));
  await close();
  await failRefund(order.orderId, refund.id);
  expect((await close()).items).toMatchObject([{ quantity: 2, damaged: 1, released: 1, refunded: 0 }]);
  expect((await list(order)).returnable).toEqual([{ itemId: order.itemId, quantity: 2 }]);
});

describe('pictures', () => {
  const jpeg = (width: number) =>
    sharp({ create: { width, height: 40, channels: 3, background: '#c33' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Ada Lovelace' } })
      .toBuffer();
  const add = ({ orderId, orderToken }: Shipped, bytes: Buffer) =>
    shop.as(guest, (api) => api.returns.addPicture({ orderId, orderToken, picture: bytes.toString('base64') }));

  it('are kept small and without what is beside their pixels, for the order’s own and staff', async () => {
    const order = await shippedOrder(1);
    const bytes = await jpeg(2_000);
    expect(bytes.includes('Ada Lovelace')).toBe(true);
    const { id, picture } = await add(order, bytes);
    const kept = Buffer.from(picture, 'base64');
    expect(await sharp(kept).metadata()).toMatchObject({ format: 'webp', width: 1_280 });
    expect(kept.includes('Ada Lovelace')).toBe(false);
    expect((await ask(order, 1, { pictures: [id] })).pictures).toEqual([id]);
    const { orderId } = order;
    expect((await shop.as(warehouse, (api) => api.returns.picture({ orderId, pictureId: id }))).picture).toBe(picture);
    await expect(shop.as(user(), (api) => api.returns.picture({ orderId, pictureId: id }))).rejects.toMatchObject(code('NOT_FOUND'));
  });

  it('are of this order, once, and no more than five', async () => {
    const [order, other] = [await shippedOrder(2), await shippedOrder(1)];
    const small = await jpeg(40);
    const foreign = await add(other, small);
    await expect(ask(order, 1, { pictures: [foreign.id] })).rejects.toThrow('pictures.0: is no picture of this order');
    const pictures: Id<'returnPicture'>[] = [];
    for (let count = 0; count < 10; count += 1) pictures.push((await add(order, small)).id);
    await expect(add(order, small)).rejects.toThrow('more pictures than a return may have');
    await expect(ask(order, 1, { pictures: pictures.slice(0, 6) })).rejects.toMatchObject(code('INVALID_INPUT'));
    await ask(order, 1, { pictures: pictures.slice(0, 5) });
    await expect(ask(order, 1, { pictures: pictures.slice(4, 6) })).rejects.toThrow('pictures.0: is no picture');
    await expect(add(order, Buffer.from('no picture'))).rejects.toThrow('picture: is not a picture');
  });

  it('of no return are forgotten after a day', async () => {
    const order = await shippedOrder(1);
    const [used, unused, fresh] = [await add(order, await jpeg(40)), await add(order, await jpeg(40)), await add(order, await jpeg(40))];
    await ask(order, 1, { pictures: [used.id] });
    const age = `UPDATE return_picture SET created_at = now() - interval '25 hours' WHERE id = ANY($1)`;
    await shop.db.rows(age, [[used.id, unused.id]]);
    expect(await forgetPictures(shop.db).unusedPictures(10)).toBe(1);
    const left = await shop.db.rows<{ id: string }>('SELECT id FROM return_picture WHERE order_id = $1 ORDER BY id', [order.orderId]);
    expect(left.map(({ id }) => id)).toEqual([used.id, fresh.id]);
  });
});

it('staff find returns by number and state, page by page', async () => {
  const order = await shippedOrder(3);
  const made = [await ask(order, 1), await ask(order, 1), await ask(order, 1)];
  await approve(made[1]?.id ?? newId('return'));
  const find = (input: z.input<typeof returns.staffReturnListInput>) => shop.as(support, (api) => api.staffReturns.list(input));
  const { number } = await read(order.orderId);
  for (const query of [number, number.toLowerCase(), number.slice(3)]) {
    expect((await find({ query })).items.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
  }
  expect(await find({ query: number, status: 'approved' })).toMatchObject({
    total: 1,
    items: [{ number: `${number}-R2`, pieces: 1, reasons: [reason] }],
  });
  const first = await find({ query: number, limit: 2 });
  expect((await find({ query: number, limit: 2, cursor: first.nextCursor ?? '' })).items.map(({ id }) => id)).toEqual([made[0]?.id]);
  await expect(find({ cursor: 'nonsense' })).rejects.toThrow('cursor: is not a cursor of this list');
  expect((await find({ query: '%' })).total).toBe(0);
});
