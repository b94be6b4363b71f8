import type { EventData, EventType } from '@tradewind/contracts/events';
import { newId, newUuid, type OrderId, type RefundId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { runInCall } from '@tradewind/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOrder, type WholeOrder } from '../order/order-store.ts';
import { readRefunds } from '../order/refund-store.ts';
import { openShop, user, writeOrder } from '../test-kit.ts';
import { orderConsumers } from './consumers.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** Has the service hear of an event, as its consumer would: in one transaction, and what follows after it. */
async function hear<Type extends EventType>(type: Type, data: EventData<Type>): Promise<void> {
  const consumer = orderConsumers.find((candidate) => candidate.type === type);
  if (!consumer) throw new Error(`nobody hears ${type}`);
  const around = {
    id: newUuid(),
    version: 1,
    aggregateId: 'x',
    sequence: 1,
    occurredAt: new Date().toISOString(),
    traceparent: '',
    actor: 'payment',
  };
  await runInCall({ actor: { kind: 'service', name: 'order' } }, async () => {
    // The cast: the test gives each type its own data.
    const after = await shop.db.transaction((sql) => consumer.handle(sql, { ...around, type, data } as never));
    if (after) await after();
  });
}

const paymentId = newId('payment');
const captured = (order: WholeOrder) => () =>
  hear('payment.captured', { paymentId, orderId: order.id, amount: money(order.total, order.currency) });
const failed = (orderId: OrderId) => () => hear('payment.failed', { paymentId, orderId, declineCode: 'insufficient_funds' });
const voided = (orderId: OrderId) => () => hear('payment.voided', { paymentId, orderId });
function refunded(order: WholeOrder, amountMinor: number) {
  const refundId = newId('refund');
  const amount = money(amountMinor, order.currency);
  return () => hear('payment.refunded', { paymentId, orderId: order.id, refundId, amount, totalRefunded: amount });
}

const states = async (id: string) => {
  const { status, paymentStatus, paid, refunded: back, refundPending } = await loadOrder(shop.db, id);
  return { status, paymentStatus, paid, refunded: back, refundPending };
};

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe('payment events', () => {
  it('confirm an order once, complete its cart, and tell of it with its lines', async () => {
    const order = await writeOrder(shop);
    await captured(order)();
    await captured(order)();
    expect(await states(order.id)).toEqual({
      status: 'confirmed',
      paymentStatus: 'paid',
      paid: order.total,
      refunded: 0,
      refundPending: 0,
    });
    expect(await shop.told(order.id)).toEqual(['order.placed', 'order.confirmed', 'order.payment_changed']);
    const [cart] = await shop.db.rows<{ status: string }>('SELECT status FROM cart WHERE id = $1', [order.cartId]);
    expect(cart?.status).toBe('completed');
    const [event] = await shop.db.rows<{ data: unknown }>(
      `SELECT data FROM messaging.outbox WHERE aggregate_id = $1 AND type = 'order.confirmed'`,
      [order.id],
    );
    expect(event?.data).toMatchObject({
      orderId: order.id,
      lines: [
        { sku: 'SKU-0', quantity: 2 },
        { sku: 'SKU-1', quantity: 3 },
      ],
    });
  });

  it.each(permutations(['captured', 'failed', 'refunded', 'again'] as const).map((steps) => ({ steps })))(
    'end the same in the order of $steps',
    async ({ steps }) => {
      const order = await writeOrder(shop);
      const refund = refunded(order, 1_000);
      const turns = { captured: captured(order), failed: failed(order.id), refunded: refund, again: refund };
      for (const step of steps) await turns[step]();
      expect(await states(order.id)).toEqual({
        status: 'confirmed',
        paymentStatus: 'partially_refunded',
        paid: order.total,
        refunded: 1_000,
        refundPending: 0,
      });
    },
  );

  it('of a declined card leave the order waiting for another one', async () => {
    const order = await writeOrder(shop);
    await failed(order.id)();
    expect(await states(order.id)).toMatchObject({ status: 'pending', paymentStatus: 'failed' });
    await captured(order)();
    expect(await states(order.id)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  it('of a void cancel an order that waited, once, and its cart is open again', async () => {
    const order = await writeOrder(shop);
    await voided(order.id)();
    await voided(order.id)();
    expect(await states(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'voided' });
    expect(await shop.told(order.id)).toEqual(['order.placed', 'order.cancelled', 'order.payment_changed']);
    const [cart] = await shop.db.rows('SELECT status, order_id FROM cart WHERE id = $1', [order.cartId]);
    expect(cart).toEqual({ status: 'open', order_id: null });
  });

  it.each(permutations(['captured', 'refunded', 'again'] as const).map((steps) => ({ steps })))(
    'that come late are written down, for the payment service gives the money back: $steps',
    async ({ steps }) => {
      const order = await writeOrder(shop);
      await voided(order.id)();
      const back = refunded(order, order.total);
      const turns = { captured: captured(order), refunded: back, again: back };
      for (const step of steps) await turns[step]();
      const { facts, ...row } = await loadOrder(shop.db, order.id);
      expect(row).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', refunded: order.total, refundPending: 0 });
      expect((await readRefunds(shop.db, order.id)).map(({ status }) => status)).toEqual(['succeeded']);
      expect(facts.map(({ type }) => type)).toEqual(['placed', 'cancelled', 'paid_late', 'refunded']);
    },
  );

  it('of a late payment leave its cancelled order paid until the refund has come', async () => {
    const order = await writeOrder(shop);
    await voided(order.id)();
    await captured(order)();
    expect(await states(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'paid', paid: order.total, refundPending: 0 });
    expect(await readRefunds(shop.db, order.id)).toEqual([]);
  });

  it('of another amount are never counted as paid', async () => {
    const [told, seen] = await Promise.all([writeOrder(shop), writeOrder(shop)]);
    const [expected, actual] = [money(told.total, 'USD'), money(1, 'USD')];
    await hear('payment.conflicted', { paymentId, orderId: told.id, expected, actual });
    await hear('payment.captured', { paymentId, orderId: seen.id, amount: actual });
    for (const order of [told, seen]) {
      await captured(order)();
      expect(await states(order.id)).toMatchObject({ status: 'pending', paymentStatus: 'conflicted', paid: 0 });
      expect(await shop.told(order.id)).toEqual(['order.placed', 'order.payment_changed']);
    }
  });
});

describe('a failed commit of stock', () => {
  it('cancels a paid order and has it refunded, once', async () => {
    const order = await writeOrder(shop);
    await captured(order)();
    await hear('inventory.commit_failed', { orderId: order.id });
    await hear('inventory.commit_failed', { orderId: order.id });
    expect(await states(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'paid' });
    const [event] = await shop.db.rows<{ data: unknown }>(
      `SELECT data FROM messaging.outbox WHERE aggregate_id = $1 AND type = 'order.cancelled'`,
      [order.id],
    );
    expect(event?.data).toMatchObject({ by: 'system', wasConfirmed: true, toRefund: { amountMinor: order.total } });
    await refunded(order, order.total)();
    expect(await states(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded' });
    expect((await shop.told(order.id)).filter((type) => type === 'order.cancelled')).toHaveLength(1);
  });
});

describe('a refund of pieces that were not shipped', () => {
  const staff = user(['admin']);

  /** Of two lines, with two and three pieces: one piece is delivered, and all the others are to be refunded. */
  async function withdrawn() {
    const order = await writeOrder(shop);
    await captured(order)();
    const [first, second] = order.items.map(({ id }) => id);
    if (!first || !second) throw new Error('there are two lines');
    const ship = (itemId: typeof first, quantity: number) =>
      shop.as(staff, (api) => api.staff.fulfil({ orderId: order.id, items: [{ itemId, quantity }] }));
    const { shipments } = await ship(first, 1);
    const shipmentId = shipments[0]?.id ?? newId('shipment');
    const items = [
      { itemId: first, quantity: 1 },
      { itemId: second, quantity: 3 },
    ];
    const refund = await shop.as(staff, (api) => api.staff.refund({ orderId: order.id, items, reason: 'sold out' }));
    const delivered = await shop.as(staff, (api) => api.staff.deliver({ orderId: order.id, shipmentId }));
    expect([refund.status, delivered.status, delivered.fulfilmentStatus]).toEqual(['pending', 'confirmed', 'partial']);
    await expect(ship(second, 1)).rejects.toThrow('only 0 are left');
    return { order, first, second, ship, refund, told: { paymentId, orderId: order.id, refundId: refund.id } };
  }

  it('has them shipped after all when it fails', async () => {
    const { order, first, second, ship, refund, told } = await withdrawn();
    await hear('payment.refund_failed', told);
    await hear('payment.refund_failed', told);
    const { items } = await loadOrder(shop.db, order.id);
    expect(items.map((item) => [item.refundedQuantity, item.withdrawnQuantity])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    await ship(first, 1);
    await expect(ship(second, 4)).rejects.toThrow('only 3 are left');
    expect((await ship(second, 3)).fulfilmentStatus).toBe('fulfilled');
    expect((await readRefunds(shop.db, order.id)).map(({ id, status }) => [id, status])).toEqual([[refund.id, 'failed']]);
  });

  it('completes the order when it succeeds', async () => {
    const { order, second, ship, refund, told } = await withdrawn();
    await hear('payment.refunded', { ...told, amount: refund.amount, totalRefunded: refund.amount });
    expect(await loadOrder(shop.db, order.id)).toMatchObject({ status: 'completed', fulfilmentStatus: 'delivered' });
    expect((await shop.told(order.id)).at(-1)).toBe('order.completed');
    await expect(ship(second, 1)).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
  });

  it('that was shipped already withdraws nothing, failed or not', async () => {
    const order = await writeOrder(shop);
    await captured(order)();
    const [itemId] = order.items.map(({ id }) => id);
    if (!itemId) throw new Error('there is a line');
    await shop.as(staff, (api) => api.staff.fulfil({ orderId: order.id, items: [{ itemId, quantity: 1 }] }));
    const items = [{ itemId, quantity: 2 }];
    const { id: refundId } = await shop.as(staff, (api) => api.staff.refund({ orderId: order.id, items, reason: 'broken' }));
    const pieces = async () => {
      const [item] = (await loadOrder(shop.db, order.id)).items;
      return [item?.fulfilledQuantity, item?.refundedQuantity, item?.withdrawnQuantity];
    };
    expect(await pieces()).toEqual([1, 2, 1]);
    await hear('payment.refund_failed', { paymentId, orderId: order.id, refundId });
    expect(await pieces()).toEqual([1, 0, 0]);
  });
});

describe('a refund that a bank takes back', () => {
  const tellBack = (order: WholeOrder, refundId: RefundId) => hear('payment.refund_failed', { paymentId, orderId: order.id, refundId });

  it('counts as money that is here, once, and can be refunded again', async () => {
    const order = await writeOrder(shop);
    await captured(order)();
    const [first, second] = [newId('refund'), newId('refund')];
    const told = (refundId: RefundId, amountMinor: number) => {
      const amount = money(amountMinor, order.currency);
      return hear('payment.refunded', { paymentId, orderId: order.id, refundId, amount, totalRefunded: amount });
    };
    await told(first, 300);
    await told(second, order.total - 300);
    expect(await states(order.id)).toMatchObject({ paymentStatus: 'refunded', refunded: order.total });
    await tellBack(order, second);
    await tellBack(order, second);
    expect(await states(order.id)).toMatchObject({
      status: 'confirmed',
      paymentStatus: 'partially_refunded',
      refunded: 300,
      refundPending: 0,
    });
    await tellBack(order, first);
    expect(await states(order.id)).toMatchObject({ paymentStatus: 'paid', refunded: 0 });
    expect((await readRefunds(shop.db, order.id)).map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect((await loadOrder(shop.db, order.id)).facts.filter(({ type }) => type === 'refund_failed')).toHaveLength(2);
    expect((await shop.told(order.id)).slice(-2)).toEqual(['order.payment_changed', 'order.payment_changed']);
    await told(newId('refund'), order.total);
    expect(await states(order.id)).toMatchObject({ paymentStatus: 'refunded', refunded: order.total });
  });

  it('shows that the money of a cancelled order is still here', async () => {
    const order = await writeOrder(shop);
    await captured(order)();
    await shop.as(user(['support']), (api) => api.staff.cancel({ orderId: order.id }));
    const refundId = newId('refund');
    const amount = money(order.total, order.currency);
    await hear('payment.refunded', { paymentId, orderId: order.id, refundId, amount, totalRefunded: amount });
    await tellBack(order, refundId);
    expect(await states(order.id)).toMatchObject({ status: 'cancelled', paymentStatus: 'paid', paid: order.total, refunded: 0 });
  });

  it.each([
    ['can be shipped after all while others wait', 1, [0, 0]],
    ['stay withdrawn when everything else is on its way', 4, [0, 1]],
  ] as const)('pieces %s', async (_, shipped, left) => {
    const order = await writeOrder(shop);
    await captured(order)();
    const [first, second] = order.items.map(({ id }) => id);
    if (!first || !second) throw new Error('there are two lines');
    const staff = user(['finance', 'warehouse']);
    const ship = (itemId: typeof first, quantity: number) =>
      shop.as(staff, (api) => api.staff.fulfil({ orderId: order.id, items: [{ itemId, quantity }] }));
    await ship(first, 1);
    const { id: refundId, amount } = await shop.as(staff, (api) =>
      api.staff.refund({ orderId: order.id, items: [{ itemId: first, quantity: 1 }], reason: 'broken' }),
    );
    await hear('payment.refunded', { paymentId, orderId: order.id, refundId, amount, totalRefunded: amount });
    const quantity = order.items[1]?.quantity ?? 0;
    if (shipped > 1) await ship(second, quantity);
    await tellBack(order, refundId);
    const [item] = (await loadOrder(shop.db, order.id)).items;
    expect([item?.refundedQuantity, item?.withdrawnQuantity]).toEqual(left);
  });
});
