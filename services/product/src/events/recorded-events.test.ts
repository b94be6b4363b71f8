import type { EventData } from '@tradewind/contracts/events';
import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { Database } from '@tradewind/service';
import { replayRecordedEvents } from '@tradewind/testing/replay';
import { reserveStock } from '../inventory/reserve-stock.ts';
import { commitReservation } from '../inventory/settle-reservation.ts';
import { addProduct, inCall, openTestShop, reservationOf } from '../test-shop.ts';
import { productConsumers } from './consumers.ts';

type Line = EventData<'order.confirmed'>['lines'][number];

/** What the lines are of: each variant under the id that was given, with one piece more than is wanted. */
async function writeVariants(db: Database, lines: readonly Line[]): Promise<void> {
  const productId = newId('product');
  await db.rows(
    `INSERT INTO product (id, slug, title, description, status, currency) VALUES ($1, 'thing', 'Thing', 'For a test.', 'active', 'USD')`,
    [productId],
  );
  for (const [position, { variantId, sku, quantity }] of lines.entries()) {
    await db.rows(
      `INSERT INTO variant (id, product_id, currency, sku, position, title, options, price_minor)
       VALUES ($1, $2, 'USD', $3, $4, '', jsonb_build_object('Size', $3::text), 1000)`,
      [variantId, productId, sku, position],
    );
    await db.rows('INSERT INTO stock (variant_id, product_id, sku, on_hand) VALUES ($1, $2, $3, $4)', [
      variantId,
      productId,
      sku,
      quantity + 1,
    ]);
  }
}

/** The state of an order's reservation, and what is on hand and reserved of its lines. */
const reader = (db: Database, orderId: OrderId) => () =>
  db.rows(
    `SELECT r.status, s.sku, s.on_hand AS "onHand", s.reserved FROM reservation r JOIN reservation_line l USING (order_id)
     JOIN stock s USING (variant_id) WHERE order_id = $1 ORDER BY s.sku`,
    [orderId],
  );

const bySku = (left: Line, right: Line) => (left.sku < right.sku ? -1 : 1);

async function open() {
  const shop = await openTestShop();
  return { ...shop, db: shop.services.db };
}

replayRecordedEvents<Awaited<ReturnType<typeof open>>>({
  service: 'product',
  open,
  consumers: () => productConsumers,
  cases: {
    'order.confirmed': async ({ services, db }, { data: { orderId, lines } }) => {
      await writeVariants(db, lines);
      await inCall(() => reserveStock(services, reservationOf(lines, orderId)));
      const sorted = lines.toSorted(bySku);
      return {
        read: reader(db, orderId),
        from: sorted.map(({ sku, quantity }) => ({ status: 'reserved', sku, onHand: quantity + 1, reserved: quantity })),
        becomes: sorted.map(({ sku }) => ({ status: 'committed', sku, onHand: 1, reserved: 0 })),
      };
    },
    'order.return_received': async ({ db }, { data: { lines } }) => {
      await writeVariants(
        db,
        lines.map(({ variantId, sku }) => ({ variantId, sku, quantity: 1 })),
      );
      const skus = lines.map(({ sku }) => sku);
      const read = () => db.rows('SELECT sku, on_hand AS "onHand" FROM stock WHERE sku = ANY($1) ORDER BY sku', [skus]);
      const sorted = lines.toSorted((left, right) => (left.sku < right.sku ? -1 : 1));
      return {
        read,
        from: sorted.map(({ sku }) => ({ sku, onHand: 2 })),
        becomes: sorted.map(({ sku, sellable }) => ({ sku, onHand: 2 + sellable })),
      };
    },
    'order.edited': async ({ services, db }, { data: { orderId, editId, lines } }) => {
      await writeVariants(
        db,
        lines.map(({ variantId, sku, delta }) => ({ variantId, sku, quantity: Math.abs(delta) })),
      );
      const of = (sign: 1 | -1) =>
        lines.flatMap(({ variantId, sku, delta }) => (delta * sign > 0 ? [{ variantId, sku, quantity: delta * sign }] : []));
      const [bought, added] = [of(-1), of(1)];
      if (bought.length > 0) await inCall(() => reserveStock(services, reservationOf(bought, orderId)));
      await inCall(() => db.transaction((sql) => commitReservation(sql, { orderId, lines: bought })));
      if (added.length > 0) await inCall(() => reserveStock(services, reservationOf(added, editId)));
      const skus = lines.map(({ sku }) => sku);
      const sorted = lines.toSorted((left, right) => (left.sku < right.sku ? -1 : 1));
      const row = (sku: string, onHand: number, reserved: number) => ({ sku, onHand, reserved });
      return {
        read: () => db.rows('SELECT sku, on_hand AS "onHand", reserved FROM stock WHERE sku = ANY($1) ORDER BY sku', [skus]),
        from: sorted.map(({ sku, delta }) => (delta > 0 ? row(sku, delta + 1, delta) : row(sku, 1, 0))),
        becomes: sorted.map(({ sku, delta }) => (delta > 0 ? row(sku, 1, 0) : row(sku, 1 - delta, 0))),
      };
    },
    'order.edit_requested': async ({ services, db }, { data: { editId, expiresAt } }) => {
      const { variants } = await addProduct(services, { onHand: 5 });
      const lines = variants.map(({ id, sku }) => ({ variantId: id, sku, quantity: 2 }));
      await inCall(() => reserveStock(services, reservationOf(lines, editId)));
      // As when it was told: before that its time is short.
      const short = new Date(Date.parse(expiresAt) - 7 * 24 * 3_600_000);
      await db.rows('UPDATE reservation SET expires_at = $2 WHERE order_id = $1', [editId, short]);
      const row = (at: number) => [{ status: 'reserved', expiresAt: new Date(at) }];
      return {
        read: () => db.rows('SELECT status, expires_at AS "expiresAt" FROM reservation WHERE order_id = $1', [editId]),
        from: row(short.getTime()),
        becomes: row(Date.parse(expiresAt) + 15 * 60_000),
      };
    },
    'order.edit_withdrawn': async ({ services, db }, { data: { editId } }) => {
      const { variants } = await addProduct(services, { onHand: 5 });
      const lines = variants.map(({ id, sku }) => ({ variantId: id, sku, quantity: 2 }));
      await inCall(() => reserveStock(services, reservationOf(lines, editId)));
      const skus = lines.map(({ sku }) => sku);
      const row = (reserved: number) => skus.toSorted().map((sku) => ({ sku, onHand: 5, reserved }));
      return {
        read: () => db.rows('SELECT sku, on_hand AS "onHand", reserved FROM stock WHERE sku = ANY($1) ORDER BY sku', [skus]),
        from: row(2),
        becomes: row(0),
      };
    },
    'order.cancelled': async ({ services, db }, { data: { orderId, wasConfirmed } }) => {
      const { variants } = await addProduct(services, { onHand: 5 });
      const lines = variants.map(({ id, sku }) => ({ variantId: id, sku, quantity: 2 }));
      await inCall(() => reserveStock(services, reservationOf(lines, orderId)));
      if (wasConfirmed) await inCall(() => db.transaction((sql) => commitReservation(sql, { orderId })));
      return {
        read: reader(db, orderId),
        from: lines.map(({ sku }) =>
          wasConfirmed ? { status: 'committed', sku, onHand: 3, reserved: 0 } : { status: 'reserved', sku, onHand: 5, reserved: 2 },
        ),
        becomes: lines.map(({ sku }) => ({ status: 'released', sku, onHand: 5, reserved: 0 })),
      };
    },
  },
});
