import { newId } from '@tradewind/contracts/ids';
import type { drafts } from '@tradewind/contracts/schemas';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelPending } from '../checkout/abandon-order.ts';
import { draftOrder } from '../checkout/draft-order.ts';
import { insertPriced } from '../checkout/insert-order.ts';
import { expireUnpaidOrders } from '../jobs/expire-unpaid-orders.ts';
import { undoStuckOrders } from '../jobs/undo-stuck-orders.ts';
import { sampleRules } from '../promotion/test-promotion.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { cartOf, loadDraft } from './draft-store.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const support = user(['support']);
const job = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' } }, work);

const content = (lines: drafts.DraftContent['lines'], change: Partial<drafts.DraftContent> = {}) => ({
  currency: 'USD' as const,
  email: 'ada@example.com',
  shippingAddress: address,
  shippingOptionId: 'standard',
  lines,
  ...change,
});

const make = (lines: drafts.DraftContent['lines'], change?: Partial<drafts.DraftContent>) =>
  shop.as(support, (api) => api.drafts.create(content(lines, change)));
const look = (draftId: drafts.Draft['id']) => shop.as(support, (api) => api.drafts.get({ draftId }));
const shown = ({ id, version, pricing }: drafts.Draft) => {
  if (!pricing.totals) throw new Error('the draft is not whole');
  return { draftId: id, version, expectedTotal: pricing.totals.total };
};
const send = (draft: drafts.Draft, idempotencyKey?: string) =>
  shop.as(support, (api) => api.drafts.send({ ...shown(draft), idempotencyKey }));
const read = (orderId: `ord_${string}`) => shop.as(support, (api) => api.staff.get({ orderId }));
const due = (orderId: `ord_${string}`) =>
  shop.as(guest, (api) => api.checkout.due({ orderId, orderToken: shop.ctx.tokens.order(orderId) }));
const ordersOf = (draftId: string) =>
  shop.db.rows<{ id: `ord_${string}`; status: string }>(
    'SELECT o.id, o.status FROM orders o JOIN draft d ON d.cart_id = o.cart_id WHERE d.id = $1 ORDER BY o.id',
    [draftId],
  );
const codesOf = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason.cause?.code ?? result.reason.code] : []));

describe('a draft', () => {
  it('is priced as a checkout is, with prices of its own, and takes no stock', async () => {
    const [lamp, rug] = [await shop.sell({ price: 5_000, onHand: 3 }), await shop.sell({ price: 1_000 })];
    const code = `D${newId('promotion').slice(-8).toUpperCase()}`;
    await shop.as(user(['admin']), (api) =>
      api.promotion.create(sampleRules({ code, effect: { kind: 'percentage', basisPoints: 1_000 } })),
    );
    const lines = [
      { variantId: lamp.variantId, quantity: 2, ownPrice: { amountMinor: 4_000, reason: 'a scratch' } },
      { variantId: rug.variantId, quantity: 1, ownPrice: null },
    ];
    const draft = await make(lines, { codes: [code] });
    expect(draft).toMatchObject({ version: 0, status: 'open', order: null, content: { lines, codes: [code] } });
    expect(draft.pricing).toMatchObject({
      lines: [
        { unitPrice: { amountMinor: 4_000 }, listPrice: { amountMinor: 5_000 }, priceReason: 'a scratch', discount: { amountMinor: 800 } },
        { unitPrice: { amountMinor: 1_000 }, priceReason: null },
      ],
      subtotal: { amountMinor: 9_000 },
      discount: { amountMinor: 900 },
    });
    // The same engine: a cart of the same costs the same, where no price is staff's.
    const plain = await make(lines.map((line) => ({ ...line, ownPrice: null })));
    const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
    const key = { cartId, cartToken: token ?? '' };
    for (const { variantId, quantity } of lines) await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity }));
    const preview = await shop.as(guest, (api) =>
      api.checkout.preview({ ...key, email: 'ada@example.com', shippingAddress: address, shippingOptionId: 'standard' }),
    );
    expect(plain.pricing.totals).toEqual(preview.totals);
    expect(await shop.stock(lamp.sku)).toMatchObject({ reserved: 0, available: 3 });
  });

  it('may be begun with nothing, and says what is missing when it is sent', async () => {
    const draft = await shop.as(support, (api) => api.drafts.create({ currency: 'USD' }));
    const empty = await make([]);
    expect(draft.pricing).toMatchObject({ lines: [], shippingOptions: [], totals: null });
    const nothing = { draftId: draft.id, version: 0, expectedTotal: { amountMinor: 0, currency: 'USD' as const } };
    await expect(shop.as(support, (api) => api.drafts.send(nothing))).rejects.toThrow('email: is missing');
    await expect(shop.as(support, (api) => api.drafts.send({ ...nothing, draftId: empty.id }))).rejects.toThrow('is empty');
    const { variantId } = await shop.sell();
    const lines = [{ variantId, quantity: 1, ownPrice: null }];
    for (const [field, change] of [
      ['email', { email: null }],
      ['shippingAddress', { shippingAddress: null }],
      ['shippingOptionId', { shippingOptionId: null }],
    ] as const) {
      const { id, version } = await make(lines, change);
      await expect(shop.as(support, (api) => api.drafts.send({ ...nothing, draftId: id, version }))).rejects.toThrow(
        `${field}: is missing`,
      );
    }
  });

  it('refuses what nobody could order, naming it', async () => {
    const { variantId } = await shop.sell();
    const line = { variantId, quantity: 1, ownPrice: null };
    await expect(make([line, line])).rejects.toThrow('lines.1.variantId: is there twice');
    await expect(make([{ ...line, variantId: newId('variant') }])).rejects.toThrow('lines.0.variantId: is not for sale');
    await expect(make([line], { codes: ['NOSUCHCODE'] })).rejects.toThrow('codes.0: is not one that we know');
    await expect(make([{ ...line, ownPrice: { amountMinor: -1, reason: 'too good' } }])).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('is changed by one of two who saw the same', async () => {
    const { variantId } = await shop.sell();
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    const change = (quantity: number) =>
      shop.as(support, (api) =>
        api.drafts.update({ ...content([{ variantId, quantity, ownPrice: null }]), draftId: draft.id, version: draft.version }),
      );
    const results = await Promise.allSettled([2, 3, 4, 5].map(change));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(codesOf(results)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    expect((await look(draft.id)).version).toBe(1);
  });

  it('is opened by staff alone, and by no cart', async () => {
    const draft = await make([]);
    const { cartId } = await loadDraft(shop.db, draft.id);
    await expect(shop.as(guest, (api) => api.cart.get({ cartId }))).rejects.toThrow('no such cart');
    await expect(shop.as(user(), (api) => api.cart.get({ cartId }))).rejects.toThrow('no such cart');
    await expect(shop.as(user(), (api) => api.drafts.get({ draftId: draft.id }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(shop.as(user(['warehouse']), (api) => api.drafts.create({ currency: 'USD' }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await shop.as(user(['warehouse']), (api) => api.drafts.list({ limit: 100 }))).items.map(({ id }) => id)).toContain(draft.id);
  });
});

describe('a draft that is sent', () => {
  it('is an order that is paid by link', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5, price: 2_000 });
    const draft = await make([{ variantId, quantity: 2, ownPrice: { amountMinor: 1_500, reason: 'a friend' } }]);
    const order = await send(draft);
    expect(order).toMatchObject({
      status: 'pending',
      token: null,
      totals: draft.pricing.totals,
      items: [{ unitPrice: { amountMinor: 1_500 } }],
    });
    expect(order.timeline.map(({ type, data }) => [type, data.by])).toEqual([
      ['placed', 'staff'],
      ['payment_requested', undefined],
    ]);
    expect(await shop.told(order.id)).toEqual(['order.placed', 'order.payment_requested']);
    expect(await shop.stock(sku)).toMatchObject({ reserved: 2, available: 3 });
    expect(await look(draft.id)).toMatchObject({ status: 'sent', order: { id: order.id, number: order.number } });
    const [{ days } = { days: 0 }] = await shop.db.rows<{ days: number }>(
      'SELECT extract(epoch FROM expires_at - placed_at)::float / 86400 AS days FROM orders WHERE id = $1',
      [order.id],
    );
    expect(days).toBe(7);

    await expect(shop.as(guest, (api) => api.checkout.due({ orderId: order.id }))).rejects.toThrow('no such order');
    const asked = await due(order.id);
    expect(asked).toMatchObject({ order: { id: order.id }, due: { amount: order.totals.total, purpose: 'order' } });
    await shop.payments().pay(asked.due?.payment.clientSecret ?? null);
    await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
    expect((await due(order.id)).due).toBeNull();
    expect(await look(draft.id)).toMatchObject({ status: 'ordered', order: { id: order.id } });
    await eventually(async () => expect(await shop.stock(sku)).toMatchObject({ onHand: 3, reserved: 0 }));
    expect((await send(draft)).id).toBe(order.id);
    expect(await shop.payments().charges(order.id)).toMatchObject([{ amount: order.totals.total.amountMinor }]);
  });

  it('belongs to its customer, whom alone it is due from', async () => {
    const customer = newId('user');
    const { variantId } = await shop.sell();
    const order = await send(await make([{ variantId, quantity: 1, ownPrice: null }], { customerId: customer }));
    await expect(due(order.id)).rejects.toThrow('no such order');
    const asked = await shop.as(user(['customer'], customer), (api) => api.checkout.due({ orderId: order.id }));
    expect(asked.due?.payment.clientSecret).toEqual(expect.any(String));
  });

  it('of which nothing is to be paid is confirmed at once, and nobody is asked', async () => {
    const { variantId } = await shop.sell();
    const code = `F${newId('promotion').slice(-8).toUpperCase()}`;
    await shop.as(user(['admin']), (api) => api.promotion.create(sampleRules({ code, effect: { kind: 'free_delivery' } })));
    const gift = { variantId, quantity: 1, ownPrice: { amountMinor: 0, reason: 'a gift' } };
    const order = await send(await make([gift], { codes: [code] }));
    expect(order.totals.total.amountMinor).toBe(0);
    await eventually(async () => expect(await read(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' }));
    expect(await shop.told(order.id)).not.toContain('order.payment_requested');
  });

  it('is one order and one payment, however often and from wherever it is sent', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 2 });
    const draft = await make([{ variantId, quantity: 2, ownPrice: null }]);
    const results = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => send(draft)),
      ...Array.from({ length: 8 }, () => send(draft, `key-${draft.id}`)),
    ]);
    const sent = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
    expect(new Set(sent).size).toBe(1);
    expect(codesOf(results).filter((code) => code !== 'IDEMPOTENCY_IN_FLIGHT')).toEqual([]);
    expect(await ordersOf(draft.id)).toHaveLength(1);
    const [id] = sent;
    if (!id) throw new Error('it was sent');
    expect((await shop.told(id)).filter((type) => type === 'order.payment_requested')).toHaveLength(1);
    expect(await shop.stock(sku)).toMatchObject({ reserved: 2, available: 0 });
  });

  it('has one winner against a change and a discard', async () => {
    const { variantId } = await shop.sell();
    for (let round = 0; round < 6; round += 1) {
      const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
      const { id: draftId, version } = draft;
      const other = { variantId, quantity: 2, ownPrice: null };
      const [sent, changed, discarded] = await Promise.allSettled([
        send(draft),
        shop.as(support, (api) => api.drafts.update({ ...content([other]), draftId, version })),
        shop.as(support, (api) => api.drafts.discard({ draftId, version })),
      ]);
      expect([sent, changed, discarded].filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const live = await shop.db.rows('SELECT FROM orders o JOIN draft d ON d.cart_id = o.cart_id WHERE d.id = $1', [draftId]);
      expect(live).toHaveLength(sent?.status === 'fulfilled' ? 1 : 0);
      const left = await shop.db.rows('SELECT FROM draft WHERE id = $1', [draftId]);
      expect(left).toHaveLength(discarded?.status === 'fulfilled' ? 0 : 1);
    }
  });

  it('is refused with the totals of now when it would cost something else than was shown', async () => {
    const { variantId } = await shop.sell({ price: 2_000 });
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    const { expectedTotal, ...rest } = shown(draft);
    const before = { ...expectedTotal, amountMinor: expectedTotal.amountMinor - 1 };
    await expect(shop.as(support, (api) => api.drafts.send({ ...rest, expectedTotal: before }))).rejects.toMatchObject({
      cause: { code: 'CONFLICT', extras: { totals: { total: expectedTotal } } },
    });
    expect(await ordersOf(draft.id)).toEqual([]);
  });

  it('takes the stock that is there, or none', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 1 });
    const draft = await make([{ variantId, quantity: 2, ownPrice: null }]);
    await expect(send(draft)).rejects.toMatchObject({ cause: { code: 'OUT_OF_STOCK', extras: { lines: [{ sku, available: 1 }] } } });
    expect(await look(draft.id)).toMatchObject({ status: 'open', version: 0 });
  });

  it('goes on where a sending stopped, with the same order', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    // It ended when the order was written: nothing is reserved, and nobody is asked.
    const written = await job(async () => {
      const { content: stored, cartId, version } = await loadDraft(shop.db, draft.id);
      const cart = await cartOf(shop.db, stored, { id: cartId, version, orderId: null });
      const wanted = {
        email: 'ada@example.com',
        customerId: null,
        shippingAddress: address,
        shippingOptionId: 'standard',
        isByStaff: true,
      };
      return insertPriced(shop.ctx, await draftOrder(shop.ctx, cart, wanted), async () => {});
    });
    const order = await send(draft);
    expect(order.id).toBe(written?.id);
    expect(await shop.told(order.id)).toEqual(['order.placed', 'order.payment_requested']);
    // It ended before the order had heard of its payment: the customer is asked when it has.
    expect(await shop.stock(sku)).toMatchObject({ reserved: 1 });
    expect((await send(draft)).id).toBe(order.id);
    expect(await shop.told(order.id)).toEqual(['order.placed', 'order.payment_requested']);
    expect(await ordersOf(draft.id)).toHaveLength(1);
  });

  it('is open again when nobody goes on with it', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    const order = await send(draft);
    await shop.db.rows(`UPDATE orders SET payment_id = NULL, updated_at = now() - interval '31 seconds' WHERE id = $1`, [order.id]);
    await job(() => undoStuckOrders(shop.ctx));
    expect(await read(order.id)).toMatchObject({ status: 'cancelled' });
    expect(await shop.stock(sku)).toMatchObject({ reserved: 0 });
    expect(await look(draft.id)).toMatchObject({ status: 'open', order: null, version: 1 });
  });

  it('is cancelled when it was not paid for in time, which its customer hears; then the draft may be sent anew, as it is by then', async () => {
    const { variantId, sku } = await shop.sell({ onHand: 5 });
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    const order = await send(draft, `first-${draft.id}`);
    await job(() => expireUnpaidOrders(shop.ctx));
    expect(await read(order.id)).toMatchObject({ status: 'pending' });
    await shop.db.rows(`UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1`, [order.id]);
    await job(() => expireUnpaidOrders(shop.ctx));
    expect(await read(order.id)).toMatchObject({ status: 'cancelled' });
    expect(await shop.stock(sku)).toMatchObject({ reserved: 0 });
    const told = await shop.db.rows<{ data: unknown }>(
      `SELECT data FROM messaging.outbox WHERE aggregate_id = $1 AND type = 'order.cancelled'`,
      [order.id],
    );
    expect(told).toMatchObject([{ data: { wasConfirmed: false, wasRequested: true } }]);
    expect((await due(order.id)).due).toBeNull();

    // A tab from before does not make a second order.
    await expect(send(draft)).rejects.toThrow('has changed since it was looked at');
    const again = await look(draft.id);
    expect(again).toMatchObject({ status: 'open', version: 1 });
    const second = await send(again);
    expect(second.id).not.toBe(order.id);
    expect(await ordersOf(draft.id)).toMatchObject([{ status: 'cancelled' }, { status: 'pending' }]);
  });
});

describe('what is due', () => {
  it('is nothing of an order that a checkout has made', async () => {
    const { variantId } = await shop.sell();
    const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
    const key = { cartId, cartToken: token ?? '' };
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    const form = { email: 'ada@example.com', shippingAddress: address, shippingOptionId: 'standard' };
    const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, ...form }));
    expect(await due(order.id)).toMatchObject({ order: { status: 'pending' }, due: null });
  });

  it('is nothing of an order that was cancelled, also while it is looked at', async () => {
    const { variantId } = await shop.sell();
    const order = await send(await make([{ variantId, quantity: 1, ownPrice: null }]));
    await shop.as(guest, (api) => api.order.cancel({ orderId: order.id, orderToken: shop.ctx.tokens.order(order.id) }));
    expect(await due(order.id)).toMatchObject({ order: { status: 'cancelled' }, due: null });
  });
});

describe('a draft that is discarded', () => {
  it('is gone with its cart', async () => {
    const draft = await make([]);
    const { cartId } = await loadDraft(shop.db, draft.id);
    const discard = () => shop.as(support, (api) => api.drafts.discard({ draftId: draft.id, version: draft.version }));
    await discard();
    await expect(look(draft.id)).rejects.toThrow('no such draft');
    await expect(discard()).rejects.toThrow('no such draft');
    expect(await shop.db.rows('SELECT FROM cart WHERE id = $1', [cartId])).toEqual([]);
  });

  it('leaves a shell where an order names it', async () => {
    const { variantId } = await shop.sell();
    const draft = await make([{ variantId, quantity: 1, ownPrice: null }]);
    const { cartId } = await loadDraft(shop.db, draft.id);
    const order = await send(draft);
    await job(() => cancelPending(shop.ctx, { orderId: order.id, by: 'staff', voided: false }));
    const { version } = await look(draft.id);
    await shop.as(support, (api) => api.drafts.discard({ draftId: draft.id, version }));
    expect(await shop.db.rows('SELECT status FROM cart WHERE id = $1', [cartId])).toEqual([{ status: 'abandoned' }]);
    expect(await read(order.id)).toMatchObject({ status: 'cancelled' });
  });
});
