import type { OrderEditId, OrderId, RefundId } from '@tradewind/contracts/ids';
import { newId } from '@tradewind/contracts/ids';
import { type Money, money } from '@tradewind/money';
import { runInCall, type Sql } from '@tradewind/service';
import { replayRecordedEvents } from '@tradewind/testing/replay';
import { loadOrder, readItems } from '../order/order-store.ts';
import { readRefunds } from '../order/refund-store.ts';
import { findSupplement, insertSupplement } from '../supplement/supplement-store.ts';
import { takeSupplement } from '../supplement/take-supplement.ts';
import { address, openShop } from '../test-kit.ts';
import { orderConsumers } from './consumers.ts';

interface Given {
  readonly id: OrderId;
  readonly total: Money;
  readonly status?: 'pending' | 'confirmed';
  readonly refunded?: number;
}

/** An order of one line under an id that was given: unpaid when it is pending, else paid. */
async function writeOrder(sql: Sql, { id, total, status = 'pending', refunded = 0 }: Given): Promise<void> {
  const paid = status === 'pending' ? 0 : total.amountMinor;
  const paymentStatus = paid === 0 ? 'none' : refunded === 0 ? 'paid' : 'partially_refunded';
  const cartId = newId('cart');
  await sql.rows(`INSERT INTO cart (id, token_hash, currency, order_id) VALUES ($1, '\\x00', $2, $3)`, [cartId, total.currency, id]);
  await sql.rows(
    `WITH written AS (
       INSERT INTO orders (id, number, cart_id, status, payment_status, currency, email, customer_name, shipping_address, billing_address,
         shipping_option, subtotal, discount, shipping, shipping_discount, tax, shipping_tax, included_tax, shipping_included_tax, total, paid,
         refunded, item_count, content_hash, expires_at)
       VALUES ($1, 'TW-1', $2, $3, $4, $5, 'ada@example.com', 'Ada', $11, $11, '{}', $6, 0, 0, 0, 0, 0, 0, 0, $6, $7, $8, 1, 'test',
         now() + interval '1 hour')
     )
     INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, quantity, unit_price, discount, tax,
       included_tax)
     VALUES ($9, $1, 0, $10, 'SKU-1', 'Thing', '', 'thing', 1, $6, 0, 0, 0)`,
    [
      id,
      cartId,
      status,
      paymentStatus,
      total.currency,
      total.amountMinor,
      paid,
      refunded,
      newId('orderItem'),
      newId('variant'),
      JSON.stringify(address),
    ],
  );
}

const system = { actor: { kind: 'service', name: 'payment' } } as const;

type Shop = Awaited<ReturnType<typeof openShop>>;

/** States and sums of an order, and what was told of it. */
const reader = (shop: Shop, id: OrderId) => async () => {
  const { status, paymentStatus, paid, refunded, refundPending } = await loadOrder(shop.db, id);
  return [status, paymentStatus, { paid, refunded, refundPending }, await shop.told(id)];
};

/** A paid order, one line of which is to have one piece more once that is paid for, and the amount of that. */
async function writeWaiting(sql: Sql, { id, editId, amount }: { id: OrderId; editId: OrderEditId; amount: Money }): Promise<number> {
  const price = amount.amountMinor;
  await writeOrder(sql, { id, total: amount, status: 'confirmed' });
  const [before] = await readItems(sql, id);
  if (!before) throw new Error('it has a line');
  const sums = { subtotal: 2 * price, discount: 0, tax: 0, includedTax: 0, total: 2 * price };
  const lines = [{ before, after: { ...before, quantity: 2 }, rate: 0 }];
  const plan = { lines, sums, itemCountChange: 1, difference: price, address: null };
  const expiresAt = new Date(Date.now() + 3_600_000);
  await insertSupplement(sql, { editId, orderId: id, amount: price, plan, askedBy: 'usr_test', expiresAt });
  return price;
}

/** The same of an order whose edit waits, and how that stands. */
const editReader = (shop: Shop, id: OrderId, editId: OrderEditId) => async () => [
  ...(await reader(shop, id)()),
  (await findSupplement(shop.db, editId))?.status,
  (await loadOrder(shop.db, id)).facts.map(({ type }) => type),
];

const none = { paid: 0, refunded: 0, refundPending: 0 };
const total = money(2_000, 'USD');

interface GivenRefund {
  readonly id: RefundId;
  readonly orderId: OrderId;
  readonly editId: OrderEditId | undefined;
  readonly amount: number;
}

async function writeRefund(sql: Sql, { id, orderId, editId, amount }: GivenRefund): Promise<void> {
  const text = `INSERT INTO refund (id, order_id, amount, reason, supplement_id) VALUES ($1, $2, $3, 'test', $4)`;
  await sql.rows(text, [id, orderId, amount, editId ?? null]);
  await sql.rows('UPDATE orders SET refund_pending = $2 WHERE id = $1', [orderId, amount]);
  await sql.rows('UPDATE supplement SET refund_pending = $2 WHERE edit_id = $1', [editId ?? null, amount]);
}

const nothing = { carts: 0, checkouts: 0, orders: 0 };

/** What was counted in a currency; the orders of this test were never paid for. */
const sales = (shop: Shop, currency: string) => () =>
  shop.db.rows('SELECT carts, checkouts, orders FROM sales_slot WHERE currency = $1', [currency]);

replayRecordedEvents<Shop>({
  service: 'order',
  open: () => openShop(),
  consumers: () => orderConsumers,
  cases: {
    'payment.captured': async (shop, { data: { orderId, editId, amount } }) => {
      if (editId) {
        const price = await writeWaiting(shop.db, { id: orderId, editId, amount });
        const sums = { ...none, paid: price };
        return {
          read: editReader(shop, orderId, editId),
          from: ['confirmed', 'paid', sums, [], 'awaiting_payment', []],
          becomes: ['confirmed', 'paid', { ...sums, paid: 2 * price }, ['order.edited'], 'paid', ['edit_paid', 'edited']],
        };
      }
      await writeOrder(shop.db, { id: orderId, total: amount });
      const told = ['order.confirmed', 'order.payment_changed'];
      return {
        read: reader(shop, orderId),
        from: ['pending', 'none', none, []],
        becomes: ['confirmed', 'paid', { ...none, paid: amount.amountMinor }, told],
      };
    },
    'payment.failed': async (shop, { data: { orderId, editId, declineCode } }) => {
      if (editId) {
        const sums = { ...none, paid: await writeWaiting(shop.db, { id: orderId, editId, amount: total }) };
        return {
          read: editReader(shop, orderId, editId),
          from: ['confirmed', 'paid', sums, [], 'awaiting_payment', []],
          becomes: ['confirmed', 'paid', sums, [], 'awaiting_payment', ['edit_payment_failed']],
        };
      }
      await writeOrder(shop.db, { id: orderId, total });
      const facts = async () => (await loadOrder(shop.db, orderId)).facts.map(({ data }) => data);
      return {
        read: async () => [...(await reader(shop, orderId)()), await facts()],
        from: ['pending', 'none', none, [], []],
        becomes: ['pending', 'failed', none, ['order.payment_changed'], [{ declineCode }]],
      };
    },
    'payment.voided': async (shop, { data: { orderId, editId } }) => {
      if (editId) {
        // An edit is given up by whoever has its payment voided, so nothing follows from this.
        const sums = { ...none, paid: await writeWaiting(shop.db, { id: orderId, editId, amount: total }) };
        const stays = ['confirmed', 'paid', sums, [], 'awaiting_payment', []];
        return { read: editReader(shop, orderId, editId), from: stays, becomes: stays };
      }
      await writeOrder(shop.db, { id: orderId, total });
      return {
        read: reader(shop, orderId),
        from: ['pending', 'none', none, []],
        becomes: ['cancelled', 'voided', none, ['order.cancelled', 'order.payment_changed']],
      };
    },
    'payment.conflicted': async (shop, { data: { orderId, editId, expected } }) => {
      if (editId) {
        const sums = { ...none, paid: await writeWaiting(shop.db, { id: orderId, editId, amount: expected }) };
        return {
          read: editReader(shop, orderId, editId),
          from: ['confirmed', 'paid', sums, [], 'awaiting_payment', []],
          becomes: ['confirmed', 'paid', sums, ['order.edit_withdrawn'], 'withdrawn', ['payment_conflicted', 'edit_withdrawn']],
        };
      }
      await writeOrder(shop.db, { id: orderId, total: expected });
      return {
        read: reader(shop, orderId),
        from: ['pending', 'none', none, []],
        becomes: ['pending', 'conflicted', none, ['order.payment_changed']],
      };
    },
    'payment.refunded': async (shop, { data: { orderId, editId, amount, totalRefunded } }) => {
      if (editId) {
        const price = await writeWaiting(shop.db, { id: orderId, editId, amount: money(5_000, amount.currency) });
        await runInCall(system, () => shop.db.transaction((sql) => takeSupplement(sql, { orderId, editId, amount: null })));
        const sums = { ...none, paid: 2 * price };
        return {
          read: reader(shop, orderId),
          from: ['confirmed', 'paid', sums, ['order.edited']],
          becomes: [
            'confirmed',
            'partially_refunded',
            { ...sums, refunded: amount.amountMinor },
            ['order.edited', 'order.refunded', 'order.payment_changed'],
          ],
        };
      }
      const paid = totalRefunded.amountMinor + 1;
      const before = totalRefunded.amountMinor - amount.amountMinor;
      await writeOrder(shop.db, { id: orderId, total: money(paid, amount.currency), status: 'confirmed', refunded: before });
      return {
        read: reader(shop, orderId),
        from: ['confirmed', before === 0 ? 'paid' : 'partially_refunded', { paid, refunded: before, refundPending: 0 }, []],
        becomes: [
          'confirmed',
          'partially_refunded',
          { paid, refunded: totalRefunded.amountMinor, refundPending: 0 },
          ['order.refunded', 'order.payment_changed'],
        ],
      };
    },
    'payment.refund_failed': async (shop, { data: { orderId, editId, refundId } }) => {
      if (editId) {
        await writeWaiting(shop.db, { id: orderId, editId, amount: total });
        await runInCall(system, () => shop.db.transaction((sql) => takeSupplement(sql, { orderId, editId, amount: null })));
      } else await writeOrder(shop.db, { id: orderId, total, status: 'confirmed' });
      await writeRefund(shop.db, { id: refundId, orderId, editId, amount: 100 });
      const refunds = async () => (await readRefunds(shop.db, orderId)).map(({ status }) => status);
      const sums = { paid: total.amountMinor * (editId ? 2 : 1), refunded: 0 };
      const told = editId ? ['order.edited'] : [];
      return {
        read: async () => [...(await reader(shop, orderId)()), await refunds()],
        from: ['confirmed', 'paid', { ...sums, refundPending: 100 }, told, ['pending']],
        becomes: ['confirmed', 'paid', { ...sums, refundPending: 0 }, [...told, 'order.payment_changed'], ['failed']],
      };
    },
    'inventory.commit_failed': async (shop, { data: { orderId } }) => {
      await writeOrder(shop.db, { id: orderId, total, status: 'confirmed' });
      const sums = { ...none, paid: total.amountMinor };
      return {
        read: reader(shop, orderId),
        from: ['confirmed', 'paid', sums, []],
        becomes: ['cancelled', 'paid', sums, ['order.cancelled']],
      };
    },
    'cart.started': async (shop, { data: { currency } }) => ({
      read: sales(shop, currency),
      from: [],
      becomes: [{ ...nothing, carts: 1 }],
    }),
    'order.payment_changed': async (shop, { data: { orderId, refunded } }) => {
      await writeOrder(shop.db, { id: orderId, total: money(9_000, refunded.currency), status: 'confirmed' });
      return { read: sales(shop, refunded.currency), from: [], becomes: [{ ...nothing, checkouts: 1 }] };
    },
    'order.edited': async (shop, { data: { orderId } }) => {
      await writeOrder(shop.db, { id: orderId, total: money(9_000, 'AUD'), status: 'confirmed' });
      return { read: sales(shop, 'AUD'), from: [], becomes: [{ ...nothing, checkouts: 1 }] };
    },
    'order.cancelled': async (shop, { data: { orderId, toRefund } }) => {
      await writeOrder(shop.db, { id: orderId, total: money(9_000, toRefund.currency), status: 'confirmed' });
      return { read: sales(shop, toRefund.currency), from: [], becomes: [{ ...nothing, checkouts: 1 }] };
    },
  },
});
