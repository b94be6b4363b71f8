import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { Currency } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, user } from '../test-kit.ts';
import { countCart } from './count-cart.ts';
import { countOrder } from './count-order.ts';

type Shop = Awaited<ReturnType<typeof openShop>>;
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const begin = Date.parse('2026-03-01T00:00:00Z');
const quarterMs = 900_000;
const range = { from: new Date(begin).toISOString(), to: new Date(begin + 40 * quarterMs).toISOString() };
const at = (quarter: number) => new Date(begin + quarter * quarterMs + 1_000);
const figures = (currency: Currency, span = range) => shop.as(user(['admin']), (api) => api.staff.figures({ ...span, currency }));

interface State {
  readonly status: 'pending' | 'confirmed' | 'completed' | 'cancelled';
  readonly paidLate: boolean;
  readonly refunded: number;
  readonly piecesBack: number;
  /** Pieces of its first line, which edits change. */
  readonly pieces: number;
}

/** What may be true of an order when an event of it is heard. Once it is not pending it never is again; else any state may follow any. */
const state = fc.record({
  status: fc.constantFrom('pending' as const, 'confirmed' as const, 'completed' as const, 'cancelled' as const),
  paidLate: fc.boolean(),
  refunded: fc.constantFrom(0, 1, 2),
  piecesBack: fc.constantFrom(0, 1, 2),
  pieces: fc.constantFrom(0, 1, 2, 3),
});
const history = fc.record({
  currency: fc.constantFrom('USD' as const, 'JPY' as const),
  placed: fc.integer({ min: -2, max: 42 }),
  takes: fc.integer({ min: 0, max: 6 }),
  lines: fc.array(fc.record({ product: fc.nat(3), price: fc.integer({ min: 100, max: 5_000 }), off: fc.nat(99) }), {
    minLength: 1,
    maxLength: 3,
  }),
  states: fc.array(state, { minLength: 1, maxLength: 4 }),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

async function write(sql: Sql, { currency, placed, lines }: History): Promise<OrderId> {
  const [id, cartId] = [newId('order'), newId('cart')];
  const subtotal = lines.reduce((sum, { price }) => sum + price * 2, 0);
  const discount = lines.reduce((sum, { off }) => sum + off, 0);
  await sql.rows(`INSERT INTO cart (id, token_hash, currency) VALUES ($1, '\\x00', $2)`, [cartId, currency]);
  await sql.rows(
    `INSERT INTO orders (id, number, cart_id, currency, email, customer_name, shipping_address, billing_address, shipping_option, subtotal,
       discount, shipping, shipping_discount, tax, shipping_tax, included_tax, shipping_included_tax, total, item_count, content_hash, expires_at, placed_at)
     VALUES ($1, $1, $2, $3, 'ada@example.com', 'Ada', '{}', '{}', '{}', $4, $5, 0, 0, 0, 0, 0, 0, $6, $7, 'test', now(), $8)`,
    [id, cartId, currency, subtotal, discount, subtotal - discount, lines.length * 2, at(placed)],
  );
  for (const [position, { product, price, off }] of lines.entries()) {
    await sql.rows(
      `INSERT INTO order_item (id, order_id, position, variant_id, sku, title, variant_title, product_slug, quantity, unit_price, discount, tax, included_tax)
       VALUES ($1, $2, $3, $4, 'SKU', $5, '', $6, 2, $7, $8, 0, 0)`,
      [newId('orderItem'), id, position, newId('variant'), `Thing ${product}`, `thing-${product}`, price, off],
    );
  }
  return id;
}

/** Has the order be in a state, whatever it was in. */
async function become(sql: Sql, id: OrderId, { given, now }: { given: History; now: State }): Promise<void> {
  // At least a piece of the order is left.
  const pieces = given.lines.length === 1 ? Math.max(1, now.pieces) : now.pieces;
  await sql.rows(
    `UPDATE order_item SET quantity = $2, discount = CASE WHEN $2 = 0 THEN 0 ELSE $3 END, refunded_quantity = 0 WHERE order_id = $1 AND position = 0`,
    [id, pieces, given.lines[0]?.off ?? 0],
  );
  await sql.rows(
    `UPDATE orders o SET paid = 0, refunded = 0, status = 'pending', subtotal = s.subtotal, discount = s.discount, total = s.subtotal - s.discount, item_count = s.pieces
     FROM (SELECT sum(unit_price * quantity) AS subtotal, sum(discount) AS discount, sum(quantity) AS pieces FROM order_item WHERE order_id = $1) s
     WHERE o.id = $1`,
    [id],
  );
  const paid = now.status === 'cancelled' ? now.paidLate : now.status !== 'pending';
  await sql.rows(
    `UPDATE orders SET status = $2, payment_status = CASE WHEN $3 THEN 'paid' ELSE 'none' END, paid = CASE WHEN $3 THEN total ELSE 0 END,
       paid_at = CASE WHEN $3 THEN $4::timestamptz END, refunded = CASE WHEN $3 THEN total * $5 / 2 ELSE 0 END WHERE id = $1`,
    [id, now.status, paid, at(given.placed + given.takes), now.refunded],
  );
  await sql.rows('UPDATE order_item SET refunded_quantity = least($2, quantity) WHERE order_id = $1', [id, now.piecesBack]);
}

const sold = `o.paid_at >= $1 AND o.paid_at < $2 AND o.currency = $3 AND o.status <> 'cancelled'`;

/** The same figures, counted from the orders themselves. */
async function directly(currency: Currency) {
  const values = [range.from, range.to, currency];
  const [sums] = await shop.db.rows<object>(
    `SELECT coalesce(sum(paid - refunded), 0)::bigint AS revenue, count(*) AS orders, coalesce(sum(item_count), 0) AS items,
       (SELECT count(*) FROM orders WHERE placed_at >= $1 AND placed_at < $2 AND currency = $3) AS checkouts FROM orders o WHERE ${sold}`,
    values,
  );
  const top = await shop.db.rows(
    `SELECT i.product_slug AS slug, sum(i.quantity - i.refunded_quantity) AS quantity,
       sum(round((i.unit_price * i.quantity - i.discount)::numeric * (i.quantity - i.refunded_quantity) / i.quantity))::bigint AS revenue
     FROM order_item i JOIN orders o ON o.id = i.order_id WHERE i.quantity > 0 AND ${sold}
     GROUP BY 1 HAVING sum(i.quantity - i.refunded_quantity) > 0 ORDER BY revenue DESC, 1`,
    values,
  );
  const hours = await shop.db.rows<{ hour: Date; revenue: number }>(
    `SELECT date_trunc('hour', o.paid_at, 'UTC') AS hour, sum(paid - refunded)::bigint AS revenue FROM orders o WHERE ${sold} GROUP BY 1 ORDER BY 1`,
    values,
  );
  return { sums, top, hours: hours.filter(({ revenue }) => revenue > 0).map(({ hour, revenue }) => [hour.toISOString(), revenue]) };
}

async function counted(currency: Currency) {
  const { revenue, orders, items, checkouts, topProducts, series, averageOrder } = await figures(currency);
  expect(averageOrder.amountMinor).toBe(orders === 0 ? 0 : Math.round(revenue.amountMinor / orders));
  return {
    sums: { revenue: revenue.amountMinor, orders, items, checkouts },
    top: topProducts.map(({ productSlug, quantity, revenue: of }) => ({ slug: productSlug, quantity, revenue: of.amountMinor })),
    hours: series.filter((step) => step.revenue.amountMinor > 0).map((step) => [step.at, step.revenue.amountMinor]),
  };
}

const expectEqual = async () => {
  for (const currency of ['USD', 'JPY'] as const) expect(await counted(currency)).toEqual(await directly(currency));
};

it('are what a direct count of the orders says, whatever was told of them, in whatever order and how often', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 8 }), async (histories) => {
      await shop.db.rows('TRUNCATE cart, orders, sales_order, sales_line, sales_slot, sales_product_slot CASCADE');
      const told = await Promise.all(
        histories.map(async (given) => ({ given, id: await shop.db.transaction((sql) => write(sql, given)) })),
      );
      await Promise.all(
        told.map(async ({ given, id }) => {
          for (const now of given.states.toSorted((one, other) => Number(other.status === 'pending') - Number(one.status === 'pending'))) {
            await shop.db.transaction((sql) => become(sql, id, { given, now }));
            await shop.db.transaction((sql) => countOrder(sql, id));
          }
        }),
      );
      await expectEqual();
      // The figures are lost, and every event of every order comes again.
      await shop.db.rows('TRUNCATE sales_order, sales_line, sales_slot, sales_product_slot');
      await Promise.all([...told, ...told.toReversed()].map(({ id }) => shop.db.transaction((sql) => countOrder(sql, id))));
      await expectEqual();
    }),
    { numRuns: 25 },
  );
});

it('count a cart once, in the quarter of an hour in which it was started', async () => {
  const cart = { cartId: newId('cart'), currency: 'KWD', startedAt: at(5).toISOString() };
  for (const startedAt of [cart.startedAt, at(9).toISOString()]) await countCart(shop.db, { ...cart, startedAt });
  expect((await figures('KWD')).carts).toBe(1);
  const quarter = { from: new Date(begin + 5 * quarterMs).toISOString(), to: new Date(begin + 6 * quarterMs).toISOString() };
  expect((await figures('KWD', quarter)).carts).toBe(1);
});
