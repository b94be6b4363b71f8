import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { edits } from '@tradewind/contracts/schemas';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRules } from '../promotion/test-promotion.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const support = user(['support']);
const home = { ...address, region: 'OR' };
const read = (orderId: OrderId) => shop.as(support, (api) => api.staff.get({ orderId }));
const preview = (input: Partial<edits.PreviewEditInput> & { orderId: OrderId }) =>
  shop.as(support, (api) => api.staff.previewEdit({ items: [], added: [], ...input }));

type Edit = Partial<edits.EditOrderInput> & { orderId: OrderId };

/** Makes an edit as it was previewed. */
async function edit({ orderId, items = [], added = [], ...rest }: Edit) {
  const { version, totals } = await preview({ orderId, items, added });
  return shop.as(support, (api) => api.staff.edit({ orderId, items, added, version, expectedTotal: totals.total, ...rest }));
}

/** A guest's order of three pieces of one thing at 10.00 and two of another at 5.00, paid for; sent to where no tax is added unless told otherwise. */
async function paidOrder({ code, shippingAddress = home }: { code?: string; shippingAddress?: typeof home } = {}) {
  const [one, two] = [await shop.sell({ price: 1_000, onHand: 5 }), await shop.sell({ price: 500, onHand: 15 })];
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: one.variantId, quantity: 3 }));
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: two.variantId, quantity: 2 }));
  if (code) await shop.as(guest, (api) => api.cart.applyPromotion({ ...key, code }));
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
  await eventually(async () => expect([await onHand(one), await onHand(two)]).toEqual([2, 13]));
  const [first = newId('orderItem'), second = newId('orderItem')] = order.items.map(({ id }) => id);
  return { orderId: order.id, orderToken: order.token ?? '', one, two, first, second };
}

const onHand = async ({ sku }: { sku: string }) => (await shop.stock(sku)).onHand;
const reserved = async ({ sku }: { sku: string }) => (await shop.stock(sku)).reserved;
const settled = (orderId: OrderId, refunded: number) =>
  eventually(async () => expect((await read(orderId)).totals.refunded.amountMinor).toBe(refunded));

describe('an edit that takes pieces off', () => {
  it('gives their price back once, puts them into stock once, and has a credit note', async () => {
    const { orderId, orderToken, one, two, first, second } = await paidOrder();
    const items = [
      { itemId: first, quantity: 1 },
      { itemId: second, quantity: 0 },
    ];
    const shown = await preview({ orderId, items });
    expect(shown).toMatchObject({ totals: { total: { amountMinor: 1_599 } }, difference: { amountMinor: -3_000 } });
    const asked = {
      orderId,
      items,
      added: [],
      version: shown.version,
      expectedTotal: shown.totals.total,
      idempotencyKey: newId('message'),
    };
    const edited = await shop.as(support, (api) => api.staff.edit(asked));
    expect(edited.items.map(({ id, quantity }) => [id, quantity])).toEqual([[first, 1]]);
    expect(edited.totals).toMatchObject({ subtotal: { amountMinor: 1_000 }, total: { amountMinor: 1_599 }, paid: { amountMinor: 4_599 } });
    expect((await shop.as(support, (api) => api.staff.edit(asked))).items).toEqual(edited.items);
    await settled(orderId, 3_000);
    await eventually(async () => expect([await onHand(one), await onHand(two)]).toEqual([4, 15]));
    expect(await shop.payments().charges(orderId)).toMatchObject([{ amount: 4_599, amountRefunded: 3_000 }]);
    const { items: documents } = await shop.as(guest, (api) => api.invoices.list({ orderId, orderToken }));
    expect(documents.map(({ kind, total }) => [kind, total.amountMinor])).toEqual([
      ['invoice', 4_599],
      ['credit_note', 3_000],
    ]);
    const [note] = await shop.db.rows<{ facts: { lines: object[]; taxes: object[] } }>(
      `SELECT facts FROM invoice WHERE order_id = $1 AND kind = 'credit_note'`,
      [orderId],
    );
    expect(note?.facts).toMatchObject({
      lines: [
        { quantity: 2, amount: 2_000, item: { id: first, rate: 0 } },
        { quantity: 2, amount: 1_000, item: { id: second, rate: 0 } },
      ],
      taxes: [{ rate: 0, net: 3_000, tax: 0 }],
    });
    const [entry] = edited.timeline.filter(({ type }) => type === 'edited');
    expect(entry?.data).toMatchObject({ lines: [{ delta: -2 }, { delta: -2 }], difference: { amountMinor: -3_000 } });
  });

  it('is of what is left when something was given back before', async () => {
    const { orderId, first, second } = await paidOrder();
    await shop.as(user(['finance']), (api) => api.staff.refund({ orderId, amountMinor: 2_000, reason: 'for the wait' }));
    await settled(orderId, 2_000);
    const items = [
      { itemId: first, quantity: 0 },
      { itemId: second, quantity: 1 },
    ];
    expect(await preview({ orderId, items })).toMatchObject({ difference: { amountMinor: -3_500 }, refund: { amountMinor: 2_599 } });
    await edit({ orderId, items });
    await settled(orderId, 4_599);
    expect((await read(orderId)).paymentStatus).toBe('refunded');
  });

  it('takes away what promotions took off the pieces, and gives it to their budget again', async () => {
    const code = `EDIT-${Date.now()}`;
    const rules = sampleRules({ code, currency: 'USD', budgetMinor: 100_000 });
    const { id: promotionId } = await shop.as(user(['admin']), (api) => api.promotion.create(rules));
    const { orderId, first } = await paidOrder({ code });
    expect((await read(orderId)).totals).toMatchObject({ discount: { amountMinor: 400 }, total: { amountMinor: 4_199 } });
    const edited = await edit({ orderId, items: [{ itemId: first, quantity: 1 }] });
    expect(edited.totals).toMatchObject({ discount: { amountMinor: 200 }, total: { amountMinor: 2_399 } });
    expect(edited.promotions).toMatchObject([{ amount: { amountMinor: 200 } }]);
    expect(await shop.as(user(['admin']), (api) => api.promotion.get({ promotionId }))).toMatchObject({ spentMinor: 200, uses: 1 });
    await settled(orderId, 1_800);
  });

  it('completes an order of which all that is left has arrived', async () => {
    const { orderId, first, second } = await paidOrder();
    const warehouse = user(['warehouse']);
    const sent = await shop.as(warehouse, (api) => api.staff.fulfil({ orderId, items: [{ itemId: first, quantity: 3 }] }));
    const shipmentId = sent.shipments[0]?.id ?? newId('shipment');
    await shop.as(warehouse, (api) => api.staff.deliver({ orderId, shipmentId }));
    expect((await read(orderId)).status).toBe('confirmed');
    expect(await edit({ orderId, items: [{ itemId: second, quantity: 0 }] })).toMatchObject({
      status: 'completed',
      fulfilmentStatus: 'delivered',
    });
  });
});

describe('an edit that exchanges pieces', () => {
  it('takes stock of the new ones at the price of now, and gives the difference back', async () => {
    const { orderId, one, second } = await paidOrder();
    const other = await shop.sell({ price: 700, onHand: 1 });
    const shown = await preview({
      orderId,
      items: [{ itemId: second, quantity: 0 }],
      added: [{ variantId: other.variantId, quantity: 1 }],
    });
    expect(shown.lines.at(-1)).toMatchObject({ itemId: null, quantityBefore: 0, available: 1, unitPrice: { amountMinor: 700 } });
    const edited = await edit({ orderId, items: [{ itemId: second, quantity: 0 }], added: [{ variantId: other.variantId, quantity: 1 }] });
    expect(edited.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      [one.sku, 3],
      [other.sku, 1],
    ]);
    expect(edited.totals.total.amountMinor).toBe(4_299);
    await settled(orderId, 300);
    await eventually(async () => expect([await onHand(other), await reserved(other)]).toEqual([0, 0]));
  });

  it('moves only stock when it costs the same', async () => {
    const { orderId, one, two, first, second } = await paidOrder();
    const items = [
      { itemId: first, quantity: 2 },
      { itemId: second, quantity: 4 },
    ];
    const edited = await edit({ orderId, items });
    expect(edited.totals).toMatchObject({ total: { amountMinor: 4_599 }, refunded: { amountMinor: 0 } });
    expect(edited.paymentStatus).toBe('paid');
    await eventually(async () => expect([await onHand(one), await onHand(two)]).toEqual([3, 11]));
    expect(await reserved(two)).toBe(0);
    // What a cancellation puts back is what the order has now.
    await shop.as(support, (api) => api.staff.cancel({ orderId }));
    await eventually(async () => expect([await onHand(one), await onHand(two)]).toEqual([5, 15]));
  });

  it('changes nothing when there is too little', async () => {
    const { orderId, first, second, two } = await paidOrder();
    const items = [
      { itemId: first, quantity: 1 },
      { itemId: second, quantity: 3 },
    ];
    const added = [{ variantId: (await shop.sell({ price: 1, onHand: 1 })).variantId, quantity: 2 }];
    await expect(edit({ orderId, items, added })).rejects.toMatchObject({ cause: { code: 'OUT_OF_STOCK' } });
    const before = await read(orderId);
    expect(before.items.map(({ quantity }) => quantity)).toEqual([3, 2]);
    expect([await onHand(two), await reserved(two)]).toEqual([13, 0]);
  });
});

it('and a refund of the rest have credit notes that add up to the invoice, to the minor unit of its taxes', async () => {
  const { orderId, orderToken, first, second } = await paidOrder({ shippingAddress: address });
  const other = await shop.sell({ price: 333, onHand: 3 });
  await edit({ orderId, items: [{ itemId: first, quantity: 1 }], added: [{ variantId: other.variantId, quantity: 2 }] });
  await edit({ orderId, items: [{ itemId: second, quantity: 1 }] });
  await eventually(async () => expect((await read(orderId)).timeline.filter(({ type }) => type === 'refunded')).toHaveLength(2));
  await shop.as(user(['finance']), (api) => api.staff.refund({ orderId, reason: 'all of it' }));
  await eventually(async () => expect((await read(orderId)).paymentStatus).toBe('refunded'));
  const { items: documents } = await shop.as(guest, (api) => api.invoices.list({ orderId, orderToken }));
  const sums = (kind: string) => {
    const own = documents.filter((one) => one.kind === kind);
    return [own.reduce((sum, { total }) => sum + total.amountMinor, 0), own.reduce((sum, { tax }) => sum + tax.amountMinor, 0)];
  };
  expect(documents.map(({ kind }) => kind)).toEqual(['invoice', 'credit_note', 'credit_note', 'credit_note']);
  expect(sums('credit_note')).toEqual(sums('invoice'));
});

it('that nobody could say was made is the same one, asked for again under its key', async () => {
  const { orderId, first } = await paidOrder();
  const { version, totals } = await preview({ orderId, items: [{ itemId: first, quantity: 2 }] });
  const idempotencyKey = newId('message');
  const asked = { orderId, items: [{ itemId: first, quantity: 2 }], added: [], version, expectedTotal: totals.total, idempotencyKey };
  await shop.as(support, (api) => api.staff.edit(asked));
  await shop.forgetAnswer(idempotencyKey);
  const again = await shop.as(support, (api) => api.staff.edit(asked));
  expect(again.items[0]?.quantity).toBe(2);
  expect(again.timeline.filter(({ type }) => type === 'edited')).toHaveLength(1);
  await settled(orderId, 1_000);
});

describe('an edit', () => {
  it('changes the address within its place, and only there', async () => {
    const { orderId } = await paidOrder();
    const edited = await edit({ orderId, shippingAddress: { ...home, name: 'Grace Hopper', line1: '2 Compiler Row' } });
    expect(edited).toMatchObject({ shippingAddress: { line1: '2 Compiler Row' }, billingAddress: { line1: '1 Engine Way' } });
    await expect(edit({ orderId, shippingAddress: { ...home, region: 'CA' } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { extras: { errors: [{ path: 'shippingAddress.region' }] } },
    });
  });

  it('is refused for what it cannot be', async () => {
    const { orderId, first, second } = await paidOrder();
    const conflict = { code: 'CONFLICT' };
    await expect(edit({ orderId })).rejects.toMatchObject(conflict);
    await expect(edit({ orderId, shippingAddress: home })).rejects.toMatchObject(conflict);
    await expect(preview({ orderId, items: [first, second].map((itemId) => ({ itemId, quantity: 0 })) })).rejects.toMatchObject(conflict);
    await expect(
      edit({ orderId, items: [{ itemId: first, quantity: 1 }], expectedTotal: { amountMinor: 1, currency: 'USD' } }),
    ).rejects.toMatchObject(conflict);
    const wrong = { code: 'BAD_REQUEST' };
    await expect(preview({ orderId, items: [{ itemId: newId('orderItem'), quantity: 1 }] })).rejects.toMatchObject(wrong);
    await expect(preview({ orderId, added: [{ variantId: newId('variant'), quantity: 1 }] })).rejects.toMatchObject(wrong);
    await shop.as(user(['warehouse']), (api) => api.staff.fulfil({ orderId, items: [{ itemId: first, quantity: 1 }] }));
    await expect(edit({ orderId, items: [{ itemId: first, quantity: 1 }] })).rejects.toMatchObject(conflict);
  });
});

describe('at once', () => {
  const outcomes = async (work: Promise<unknown>[]) => {
    const results = await Promise.allSettled(work);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' });
    return results.filter(({ status }) => status === 'fulfilled').length;
  };

  it('of ten edits of the same order one comes about', async () => {
    const { orderId, first, two, second } = await paidOrder();
    const { version } = await preview({ orderId });
    const make = () => {
      const items = [
        { itemId: first, quantity: 2 },
        { itemId: second, quantity: 3 },
      ];
      const expectedTotal = { amountMinor: 4_099, currency: 'USD' as const };
      return shop.as(support, (api) => api.staff.edit({ orderId, items, added: [], version, expectedTotal }));
    };
    expect(await outcomes(Array.from({ length: 10 }, make))).toBe(1);
    await settled(orderId, 500);
    await eventually(async () => expect([await onHand(two), await reserved(two)]).toEqual([12, 0]));
  });

  it('an edit and a parcel of the same pieces: one of them', async () => {
    const { orderId, first, second } = await paidOrder();
    const ship = shop.as(user(['warehouse']), (api) => api.staff.fulfil({ orderId, items: [{ itemId: first, quantity: 3 }] }));
    expect(await outcomes([edit({ orderId, items: [{ itemId: first, quantity: 1 }] }), ship])).toBe(1);
    const { items } = await read(orderId);
    expect([0, 3]).toContain(items.find(({ id }) => id === first)?.fulfilledQuantity);
    expect(items.find(({ id }) => id === second)?.quantity).toBe(2);
  });

  it('an edit and a cancellation: all money and all pieces are back', async () => {
    const { orderId, first, one, two } = await paidOrder();
    const cancel = shop.as(support, (api) => api.staff.cancel({ orderId }));
    await outcomes([edit({ orderId, items: [{ itemId: first, quantity: 1 }] }), cancel]);
    await eventually(async () => expect((await read(orderId)).status).toBe('cancelled'));
    await settled(orderId, 4_599);
    await eventually(async () => expect([await onHand(one), await onHand(two)]).toEqual([5, 15]));
  });
});
