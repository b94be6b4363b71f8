import { newId, type OrderEditId, type OrderId } from '@tradewind/contracts/ids';
import { money } from '@tradewind/money';
import { runInCall } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireWaitingEdits } from '../jobs/expire-waiting-edits.ts';
import { failRefund, settleRefund } from '../order/settle-refund.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { findSupplement } from './supplement-store.ts';
import { takeSupplement } from './take-supplement.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());

const support = user(['support']);
const finance = user(['finance']);
const warehouse = user(['warehouse']);
const conflict = { code: 'CONFLICT' };
const system = { actor: { kind: 'service', name: 'order' } } as const;
const read = (orderId: OrderId) => shop.as(support, (api) => api.staff.get({ orderId }));

/** A guest's order of three pieces at 10.00, paid for with its delivery of 5.99; sent to where no tax is added unless told otherwise. */
async function paidOrder(shippingAddress = { ...address, region: 'OR' }, card = 'pm_card_visa') {
  const [one, two] = [await shop.sell({ price: 1_000, onHand: 9 }), await shop.sell({ price: 700, onHand: 2 })];
  const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? '' };
  await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: one.variantId, quantity: 3 }));
  const paying = { shippingAddress, shippingOptionId: 'standard', paymentMethodId: card };
  const { order } = await shop.as(guest, (api) => api.checkout.place({ ...key, email: 'grace@example.com', ...paying }));
  const orderId = order.id;
  await eventually(async () => expect((await read(orderId)).status).toBe('confirmed'));
  await eventually(async () => expect(await stockOf(one)).toEqual([6, 0]));
  return { orderId, orderToken: order.token ?? '', one, two, itemId: order.items[0]?.id ?? newId('orderItem') };
}

type Paid = Awaited<ReturnType<typeof paidOrder>>;

const stockOf = async ({ sku }: { sku: string }) => {
  const { onHand, reserved } = await shop.stock(sku);
  return [onHand, reserved];
};

async function edit({ orderId, ...changes }: Omit<Parameters<typeof previewed>[0], 'idempotencyKey'>) {
  return shop.as(support, async (api) => api.staff.edit(await previewed({ orderId, ...changes })));
}

async function previewed(changes: {
  orderId: OrderId;
  items?: { itemId: Paid['itemId']; quantity: number }[];
  added?: { variantId: Paid['one']['variantId']; quantity: number }[];
}) {
  const asked = { items: [], added: [], ...changes };
  const { version, totals } = await shop.as(support, (api) => api.staff.previewEdit(asked));
  return { ...asked, version, expectedTotal: totals.total };
}

/** Two pieces of another thing at 7.00 are put on: 14.00 more. */
async function askedMore(of: Paid): Promise<OrderEditId> {
  const order = await edit({ orderId: of.orderId, added: [{ variantId: of.two.variantId, quantity: 2 }] });
  return order.waitingEdit?.id ?? newId('orderEdit');
}

/** What the link shows to whoever has it. */
const dueOf = async (orderId: OrderId) => {
  const { due } = await shop.as(guest, (api) => api.checkout.due({ orderId, orderToken: shop.ctx.tokens.order(orderId) }));
  return due;
};

async function pay(orderId: OrderId, card = 'pm_card_visa') {
  const step = await dueOf(orderId);
  await shop.payments().pay(step?.payment.clientSecret ?? null, card);
}

const becomesEdited = (orderId: OrderId, total: number) =>
  eventually(async () =>
    expect((await read(orderId)).totals).toMatchObject({ total: { amountMinor: total }, paid: { amountMinor: total } }),
  );

const withdraw = (orderId: OrderId, editId: OrderEditId, idempotencyKey?: string) =>
  shop.as(support, (api) => api.staff.withdrawEdit({ orderId, editId, idempotencyKey }));

const charges = async (orderId: OrderId) =>
  (await shop.payments().charges(orderId))
    .map(({ amount, amountRefunded }) => [amount, amountRefunded])
    .toSorted(([a = 0], [b = 0]) => b - a);

const documents = async ({ orderId, orderToken }: Paid) =>
  (await shop.as(guest, (api) => api.invoices.list({ orderId, orderToken }))).items.map(({ kind, total, tax }) => [
    kind,
    total.amountMinor,
    tax.amountMinor,
  ]);

describe('an edit that costs more', () => {
  it('waits for its payment, with its stock set aside, and the order stays as it was', async () => {
    const paid = await paidOrder();
    const editId = await askedMore(paid);
    const order = await read(paid.orderId);
    expect(order.waitingEdit).toMatchObject({ id: editId, amount: { amountMinor: 1_400 }, lines: [{ delta: 2 }], changesAddress: false });
    expect(order.totals.total.amountMinor).toBe(3_599);
    expect(order.items).toHaveLength(1);
    expect(await stockOf(paid.two)).toEqual([2, 2]);
    const until = Date.parse(order.waitingEdit?.expiresAt ?? '');
    await eventually(async () => expect(await shop.reservedUntil(editId)).toBeGreaterThan(until));
    expect(order.timeline.at(-1)).toMatchObject({ type: 'edit_requested', data: { editId, amount: { amountMinor: 1_400 } } });
    expect((await shop.told(paid.orderId)).at(-1)).toBe('order.edit_requested');
    const payment = { status: 'requires_payment_method', clientSecret: expect.any(String) };
    expect(await dueOf(paid.orderId)).toEqual({ amount: money(1_400, 'USD'), purpose: 'edit', editId, payment });
    const stranger = shop.as(guest, (api) => api.checkout.due({ orderId: paid.orderId, orderToken: 'x'.repeat(43) }));
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is made when it is paid for, also after a card was declined, with an invoice of its own', async () => {
    const paid = await paidOrder(address);
    const editId = await askedMore(paid);
    await pay(paid.orderId, 'pm_card_chargeDeclined');
    await eventually(async () =>
      expect((await read(paid.orderId)).timeline.at(-1)).toMatchObject({ type: 'edit_payment_failed', data: { editId } }),
    );
    const { total } = (await read(paid.orderId)).totals;
    await pay(paid.orderId);
    const tax = 102;
    await becomesEdited(paid.orderId, total.amountMinor + 1_400 + tax);
    const order = await read(paid.orderId);
    expect(order.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      [paid.one.sku, 3],
      [paid.two.sku, 2],
    ]);
    expect([order.waitingEdit, order.paymentStatus]).toEqual([null, 'paid']);
    await eventually(async () => expect(await stockOf(paid.two)).toEqual([0, 0]));
    expect(await documents(paid)).toEqual([
      ['invoice', 3_599 + 261, 261],
      ['invoice', 1_400 + tax, tax],
    ]);
    expect(await charges(paid.orderId)).toEqual([
      [3_599 + 261, 0],
      [1_400 + tax, 0],
    ]);
  });

  it('that nobody could say was asked for is the same one, asked for again under its key', async () => {
    const { orderId, two } = await paidOrder();
    const idempotencyKey = newId('message');
    const asked = { ...(await previewed({ orderId, added: [{ variantId: two.variantId, quantity: 1 }] })), idempotencyKey };
    const { waitingEdit } = await shop.as(support, (api) => api.staff.edit(asked));
    await shop.forgetAnswer(idempotencyKey);
    expect((await shop.as(support, (api) => api.staff.edit(asked))).waitingEdit).toEqual(waitingEdit);
    expect(await stockOf(two)).toEqual([2, 1]);
  });

  it('holds still what it was made for', async () => {
    const paid = await paidOrder();
    const { orderId, itemId } = paid;
    const editId = await askedMore(paid);
    const named = { ...conflict, message: expect.stringContaining('$14.00') };
    await expect(edit({ orderId, items: [{ itemId, quantity: 1 }] })).rejects.toMatchObject(named);
    await expect(shop.as(warehouse, (api) => api.staff.fulfil({ orderId, items: [{ itemId, quantity: 1 }] }))).rejects.toMatchObject(named);
    await expect(shop.as(finance, (api) => api.staff.refund({ orderId, amountMinor: 1, reason: 'why' }))).rejects.toMatchObject(named);
    await withdraw(orderId, editId);
    await shop.as(warehouse, (api) => api.staff.fulfil({ orderId, items: [{ itemId, quantity: 1 }] }));
  });

  it('keeps its order from being complete, though all that is left of that has arrived', async () => {
    const paid = await paidOrder(undefined, 'pm_card_pendingRefund');
    const { orderId, itemId } = paid;
    const sent = await shop.as(warehouse, (api) => api.staff.fulfil({ orderId, items: [{ itemId, quantity: 1 }] }));
    const shipmentId = sent.shipments[0]?.id ?? newId('shipment');
    await shop.as(warehouse, (api) => api.staff.deliver({ orderId, shipmentId }));
    const pieces = { items: [{ itemId, quantity: 2 }], reason: 'a fault' };
    const { id: refundId, amount, status } = await shop.as(finance, (api) => api.staff.refund({ orderId, ...pieces }));
    expect(status).toBe('pending');
    await askedMore(paid);
    await runInCall(system, () => shop.db.transaction((sql) => settleRefund(sql, { orderId, refundId, amount })));
    expect(await read(orderId)).toMatchObject({ status: 'confirmed', fulfilmentStatus: 'partial' });
    await pay(orderId);
    await becomesEdited(orderId, 4_999);
    expect(await read(orderId)).toMatchObject({ status: 'confirmed', fulfilmentStatus: 'partial', paymentStatus: 'partially_refunded' });
  });

  it('is paid for also when all that was paid before has gone back meanwhile', async () => {
    const paid = await paidOrder();
    const { orderId } = paid;
    await askedMore(paid);
    const refund = { orderId, refundId: newId('refund'), amount: money(3_599, 'USD') };
    await runInCall(system, () => shop.db.transaction((sql) => settleRefund(sql, refund)));
    expect((await read(orderId)).paymentStatus).toBe('refunded');
    await pay(orderId);
    await becomesEdited(orderId, 4_999);
    expect((await read(orderId)).paymentStatus).toBe('partially_refunded');
  });

  it('exchanges pieces, and its invoice says what was put on and what was taken off', async () => {
    const paid = await paidOrder(address);
    const { orderId, itemId } = paid;
    const other = await shop.sell({ price: 5_000, onHand: 1 });
    await edit({ orderId, items: [{ itemId, quantity: 2 }], added: [{ variantId: other.variantId, quantity: 1 }] });
    await pay(orderId);
    await becomesEdited(orderId, 3_860 + 4_000 + 290);
    await eventually(async () =>
      expect([await stockOf(paid.one), await stockOf(other)]).toEqual([
        [7, 0],
        [0, 0],
      ]),
    );
    const [document] = await shop.db.rows<{ facts: { lines: { text: string; amount: number }[]; taxes: object[] } }>(
      'SELECT facts FROM invoice WHERE supplement_id IS NOT NULL AND order_id = $1',
      [orderId],
    );
    expect(document?.facts.lines.map(({ text, amount }) => [text.split(' ')[0], amount])).toEqual([
      ['Removed:', -1_073],
      ['Thing', 5_363],
    ]);
  });
});

describe('an edit that is not paid for', () => {
  it('is withdrawn by staff, once: its payment is void, its stock free, the order as it was', async () => {
    const paid = await paidOrder();
    const { orderId, two } = paid;
    const editId = await askedMore(paid);
    const step = await dueOf(orderId);
    const idempotencyKey = newId('message');
    const order = await withdraw(orderId, editId, idempotencyKey);
    expect([order.waitingEdit, order.totals.total.amountMinor]).toEqual([null, 3_599]);
    await eventually(async () => expect(await stockOf(two)).toEqual([2, 0]));
    await shop.payments().pay(step?.payment.clientSecret ?? null);
    expect(await charges(orderId)).toEqual([[3_599, 0]]);
    await shop.forgetAnswer(idempotencyKey);
    expect((await withdraw(orderId, editId, idempotencyKey)).waitingEdit).toBeNull();
    await expect(withdraw(orderId, editId)).rejects.toMatchObject(conflict);
    expect((await shop.told(orderId)).filter((type) => type === 'order.edit_withdrawn')).toHaveLength(1);
    await expect(withdraw(orderId, newId('orderEdit'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    // Another one may follow.
    await askedMore(paid);
    await pay(orderId);
    await becomesEdited(orderId, 4_999);
  });

  it('expires, and is made all the same when the money had come', async () => {
    const [left, paidFor] = [await paidOrder(), await paidOrder()];
    const [editId, other] = [await askedMore(left), await askedMore(paidFor)];
    await shop.db.rows(`UPDATE supplement SET expires_at = now() - interval '1 second' WHERE edit_id = $1`, [editId]);
    expect(await dueOf(left.orderId)).toBeNull();
    // Nobody has told the order service yet that this one is paid for.
    const step = await dueOf(paidFor.orderId);
    await shop.db.rows(`UPDATE supplement SET expires_at = now() - interval '1 second' WHERE edit_id = $1`, [other]);
    await shop.payments().pay(step?.payment.clientSecret ?? null);
    await runInCall(system, () => expireWaitingEdits(shop.ctx));
    await eventually(async () => expect((await findSupplement(shop.db, editId))?.status).toBe('expired'));
    await becomesEdited(paidFor.orderId, 4_999);
    await eventually(async () => expect(await stockOf(left.two)).toEqual([2, 0]));
    expect((await read(left.orderId)).timeline.at(-1)).toMatchObject({ type: 'edit_withdrawn', data: { reason: 'expired' } });
  });

  it('goes with its order when that is cancelled', async () => {
    const paid = await paidOrder();
    const { orderId, orderToken, one, two } = paid;
    const editId = await askedMore(paid);
    await shop.as(guest, (api) => api.order.cancel({ orderId, orderToken }));
    expect(await findSupplement(shop.db, editId)).toMatchObject({ status: 'withdrawn' });
    expect((await read(orderId)).waitingEdit).toBeNull();
    expect((await shop.told(orderId)).slice(-2)).toEqual(['order.edit_withdrawn', 'order.cancelled']);
    await eventually(async () => expect([...(await stockOf(one)), ...(await stockOf(two))]).toEqual([9, 0, 2, 0]));
  });

  it('goes with its order when that is cancelled at the very moment, and what was paid for it meanwhile goes back', async () => {
    const paid = await paidOrder();
    const { orderId, orderToken, one, two } = paid;
    await askedMore(paid);
    const step = await dueOf(orderId);
    await Promise.all([
      shop.as(guest, (api) => api.order.cancel({ orderId, orderToken })),
      shop.payments().pay(step?.payment.clientSecret ?? null),
    ]);
    await eventually(
      async () =>
        expect([await stockOf(one), await stockOf(two)]).toEqual([
          [9, 0],
          [2, 0],
        ]),
      { timeoutMs: 20_000 },
    );
    await eventually(
      async () => {
        for (const [amount, refunded] of await charges(orderId)) expect(refunded).toBe(amount);
      },
      { timeoutMs: 20_000 },
    );
    await eventually(async () => expect((await read(orderId)).paymentStatus).toBe('refunded'));
  });

  it('has its money given back by the payment service when the order has become another one', async () => {
    const paid = await paidOrder();
    const { orderId, itemId } = paid;
    const editId = await askedMore(paid);
    // What no verb does while it waits.
    await shop.db.rows(`UPDATE supplement SET plan = jsonb_set(plan, '{sums,total}', '1') WHERE edit_id = $1`, [editId]);
    await pay(orderId);
    await eventually(
      async () =>
        expect(await charges(orderId)).toEqual([
          [3_599, 0],
          [1_400, 1_400],
        ]),
      { timeoutMs: 20_000 },
    );
    const order = await read(orderId);
    expect(order.timeline.at(-1)).toMatchObject({ type: 'edit_withdrawn', data: { reason: 'overtaken' } });
    // A bank may take that back, days later.
    const failed = { orderId, editId, refundId: newId('refund') };
    await runInCall(system, () => shop.db.transaction((sql) => failRefund(sql, failed)));
    expect((await read(orderId)).timeline.at(-1)).toMatchObject({ type: 'refund_failed', data: { refundId: failed.refundId } });
    expect([order.totals.paid.amountMinor, order.totals.refunded.amountMinor, order.items[0]?.id]).toEqual([3_599, 0, itemId]);
  });
});

describe('refunds of an order that was paid for in parts', () => {
  it('take the newest payment first, and never more of one than it was', async () => {
    const paid = await paidOrder();
    const { orderId } = paid;
    await askedMore(paid);
    await pay(orderId);
    await becomesEdited(orderId, 4_999);
    const refund = (amountMinor?: number) => shop.as(finance, (api) => api.staff.refund({ orderId, amountMinor, reason: 'a fault' }));
    expect(await refund(1_000)).toMatchObject({ amount: { amountMinor: 1_000 } });
    await eventually(async () =>
      expect(await charges(orderId)).toEqual([
        [3_599, 0],
        [1_400, 1_000],
      ]),
    );
    expect(await refund(900)).toMatchObject({ amount: { amountMinor: 900 } });
    await eventually(async () =>
      expect(await charges(orderId)).toEqual([
        [3_599, 500],
        [1_400, 1_400],
      ]),
    );
    await refund();
    await eventually(async () => expect((await read(orderId)).paymentStatus).toBe('refunded'));
    expect(await charges(orderId)).toEqual([
      [3_599, 3_599],
      [1_400, 1_400],
    ]);
    await expect(refund(1)).rejects.toMatchObject(conflict);
  });

  it('have credit notes of each invoice that add up to all of them, to the minor unit of its taxes', async () => {
    const paid = await paidOrder(address);
    const { orderId, itemId } = paid;
    await askedMore(paid);
    await pay(orderId);
    await becomesEdited(orderId, 3_860 + 1_502);
    await edit({ orderId, items: [{ itemId, quantity: 1 }] });
    await eventually(async () => expect((await read(orderId)).totals.refunded.amountMinor).toBe(2_145));
    await shop.as(finance, (api) => api.staff.refund({ orderId, reason: 'all of it' }));
    await eventually(async () => expect((await read(orderId)).paymentStatus).toBe('refunded'));
    const all = await documents(paid);
    const sums = (kind: string) => [1, 2].map((at) => all.reduce((sum, one) => sum + (one[0] === kind ? Number(one[at]) : 0), 0));
    expect(sums('credit_note')).toEqual(sums('invoice'));
    const corrected = await shop.db.rows<{ corrects: string; number: string }>(
      `SELECT c.facts->>'corrects' AS corrects, i.number FROM invoice c JOIN invoice i
         ON i.order_id = c.order_id AND i.kind = 'invoice' AND i.refund_id IS NULL AND i.supplement_id IS NOT DISTINCT FROM c.supplement_id
       WHERE c.order_id = $1 AND c.kind = 'credit_note'`,
      [orderId],
    );
    expect(corrected.length).toBe(3);
    for (const { corrects, number } of corrected) expect(corrects).toBe(number);
  });

  it('give all of it back when the order is cancelled', async () => {
    const paid = await paidOrder();
    const { orderId, one, two } = paid;
    await askedMore(paid);
    await pay(orderId);
    await becomesEdited(orderId, 4_999);
    await eventually(async () => expect(await stockOf(two)).toEqual([0, 0]));
    await shop.as(support, (api) => api.staff.cancel({ orderId }));
    await eventually(async () => expect((await read(orderId)).paymentStatus).toBe('refunded'));
    expect(await charges(orderId)).toEqual([
      [3_599, 3_599],
      [1_400, 1_400],
    ]);
    await eventually(async () =>
      expect([await stockOf(one), await stockOf(two)]).toEqual([
        [9, 0],
        [2, 0],
      ]),
    );
  });

  it('cannot be written past one payment, whatever the sum says', async () => {
    const paid = await paidOrder();
    const editId = await askedMore(paid);
    await pay(paid.orderId);
    await becomesEdited(paid.orderId, 4_999);
    const refused = { code: '23514' };
    await expect(shop.db.rows('UPDATE supplement SET refunded = 1401 WHERE edit_id = $1', [editId])).rejects.toMatchObject(refused);
    await expect(shop.db.rows('UPDATE orders SET refunded = 3600 WHERE id = $1', [paid.orderId])).rejects.toMatchObject(refused);
    await expect(shop.db.rows('UPDATE supplement SET refunded = 1 WHERE edit_id = $1', [editId])).rejects.toMatchObject(refused);
  });
});

describe('at once', () => {
  const fulfilled = async (work: Promise<unknown>[]) => {
    const results = await Promise.allSettled(work);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(conflict);
    return results.filter(({ status }) => status === 'fulfilled').length;
  };

  it('of ten edits that cost more one waits, with the stock of one', async () => {
    const { orderId, two } = await paidOrder();
    const many = await shop.sell({ price: 300, onHand: 50 });
    const asked = await previewed({ orderId, added: [{ variantId: many.variantId, quantity: 2 }] });
    const make = () => shop.as(support, (api) => api.staff.edit(asked));
    expect(await fulfilled(Array.from({ length: 10 }, make))).toBe(1);
    expect(await stockOf(many)).toEqual([50, 2]);
    expect(await stockOf(two)).toEqual([2, 0]);
  });

  it('an edit waits, or a parcel goes', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { orderId, itemId, two } = await paidOrder();
      const asked = await previewed({ orderId, added: [{ variantId: two.variantId, quantity: 1 }] });
      const ship = () => shop.as(warehouse, (api) => api.staff.fulfil({ orderId, items: [{ itemId, quantity: 3 }] }));
      expect(await fulfilled([shop.as(support, (api) => api.staff.edit(asked)), ship()])).toBe(1);
    }
  });

  it('a payment and a withdrawal end in one of the two', async () => {
    for (let round = 0; round < 4; round += 1) {
      const paid = await paidOrder();
      const { orderId } = paid;
      const editId = await askedMore(paid);
      const step = await dueOf(orderId);
      await fulfilled([shop.payments().pay(step?.payment.clientSecret ?? null), withdraw(orderId, editId)]);
      await eventually(async () => expect((await findSupplement(shop.db, editId))?.status).not.toBe('awaiting_payment'));
      const isPaid = (await findSupplement(shop.db, editId))?.status === 'paid';
      expect((await read(orderId)).totals.paid.amountMinor).toBe(isPaid ? 4_999 : 3_599);
      expect(await charges(orderId)).toEqual(
        isPaid
          ? [
              [3_599, 0],
              [1_400, 0],
            ]
          : [[3_599, 0]],
      );
      await eventually(async () => expect(await stockOf(paid.two)).toEqual(isPaid ? [0, 0] : [2, 0]));
    }
  });
});

it('money for an edit counts once, however often it is told', async () => {
  const paid = await paidOrder();
  const { orderId } = paid;
  const editId = await askedMore(paid);
  const take = () =>
    runInCall(system, () => shop.db.transaction((sql) => takeSupplement(sql, { orderId, editId, amount: money(1_400, 'USD') })));
  expect(await Promise.all([take(), take(), take()])).toEqual(['paid', 'paid', 'paid']);
  expect((await read(orderId)).totals).toMatchObject({ total: { amountMinor: 4_999 }, paid: { amountMinor: 4_999 } });
  expect(await documents(paid)).toHaveLength(2);
  const facts = (await read(orderId)).timeline.map(({ type }) => type).filter((type) => type.startsWith('edit'));
  expect(facts).toEqual(['edit_requested', 'edit_paid', 'edited']);
});
