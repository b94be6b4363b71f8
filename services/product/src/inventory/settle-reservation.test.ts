import { newId, type OrderId, type VariantId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onOrderCancelled } from '../events/on-order-cancelled.ts';
import { onOrderConfirmed } from '../events/on-order-confirmed.ts';
import type { Services } from '../services.ts';
import { addProduct, eventsOf, inCall, openTestShop, reservationOf } from '../test-shop.ts';
import { expireReservations } from './expire-reservations.ts';
import { steps, transitions } from './reservation-state.ts';
import { findReservation } from './reservation-store.ts';
import { reserveStock } from './reserve-stock.ts';
import { cancelReservation, commitReservation, releaseReservation } from './settle-reservation.ts';
import { stockLevel } from './stock-level.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
});
afterAll(() => shop.close());

const inTransaction = <T>(work: (sql: Sql) => Promise<T>) => inCall(() => services.db.transaction(work));
const commit = (orderId: OrderId, lines?: { variantId: VariantId; quantity: number }[]) =>
  inTransaction((sql) => commitReservation(sql, { orderId, lines }));
const release = (orderId: OrderId) => inTransaction((sql) => releaseReservation(sql, orderId));
const cancel = (orderId: OrderId) => inTransaction((sql) => cancelReservation(sql, orderId));
const later = () => new Date(Date.now() + 3_600_000);

async function reserved(onHand: number, quantity: number) {
  const { id: productId, variants } = await addProduct(services, { onHand });
  const [variant] = variants;
  if (!variant) throw new Error('no variant');
  const lines = [{ variantId: variant.id, quantity }];
  const input = reservationOf(lines);
  await inCall(() => reserveStock(services, input));
  const level = async () => {
    const { onHand: held, reserved: aside, available } = await stockLevel(services, variant);
    return [held, aside, available];
  };
  return { orderId: input.orderId, productId, lines, level, input, variant };
}

it('has one step for each transition, and each step is one', () => {
  const allowed = Object.entries(transitions).flatMap(([from, to]) => to.map((status) => `${from} → ${status}`));
  expect(
    Object.values(steps)
      .map(({ from, to }) => `${from} → ${to}`)
      .toSorted(),
  ).toEqual(allowed.toSorted());
});

describe('a reserved order', () => {
  it('is committed once', async () => {
    const { orderId, level } = await reserved(5, 2);
    expect(await commit(orderId)).toEqual({ orderId, status: 'committed' });
    expect(await commit(orderId)).toEqual({ orderId, status: 'committed' });
    expect(await level()).toEqual([3, 0, 3]);
    await expect(release(orderId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await level()).toEqual([3, 0, 3]);
  });

  it('is released once, and is not reserved again', async () => {
    const { orderId, level, input, productId } = await reserved(2, 2);
    expect(await level()).toEqual([2, 2, 0]);
    expect(await release(orderId)).toEqual({ orderId, status: 'released' });
    expect(await release(orderId)).toEqual({ orderId, status: 'released' });
    expect(await level()).toEqual([2, 0, 2]);
    await expect(inCall(() => reserveStock(services, input))).rejects.toMatchObject({ code: 'CONFLICT' });
    const told = (await eventsOf(services, 'inventory.changed')).filter((data) => data.productId === productId);
    expect(told.map((data) => data.soldOutChanged)).toEqual([true, true]);
  });

  it('expires when it is over, and not before', async () => {
    const { orderId, level, input } = await reserved(4, 3);
    const border = Date.parse(input.expiresAt);
    await inCall(() => expireReservations(services, new Date(border - 1)));
    expect(await level()).toEqual([4, 3, 1]);
    expect(await inCall(() => expireReservations(services, new Date(border)))).toMatchObject({ expired: 1, failed: 0, left: 0 });
    expect(await level()).toEqual([4, 0, 4]);
    expect(await eventsOf(services, 'inventory.reservation_expired')).toContainEqual({ orderId });
    expect(await release(orderId)).toEqual({ orderId, status: 'released' });
    expect(await level()).toEqual([4, 0, 4]);
  });
});

describe('a payment that came late', () => {
  it('takes the stock again while there is some', async () => {
    const { orderId, level } = await reserved(4, 3);
    await inCall(() => expireReservations(services, later()));
    expect(await commit(orderId)).toEqual({ orderId, status: 'committed' });
    expect(await level()).toEqual([1, 0, 1]);
  });

  it('fails, and says so, when somebody else has it', async () => {
    const { orderId, level, lines } = await reserved(4, 3);
    await inCall(() => expireReservations(services, later()));
    await inCall(() => reserveStock(services, reservationOf(lines)));
    expect(await commit(orderId)).toEqual({ orderId, status: 'expired' });
    expect(await level()).toEqual([4, 3, 1]);
    expect(await eventsOf(services, 'inventory.commit_failed')).toContainEqual({ orderId });
  });

  it('fails for an order that was given up', async () => {
    const { orderId, level } = await reserved(4, 3);
    await release(orderId);
    expect(await commit(orderId)).toEqual({ orderId, status: 'released' });
    expect(await level()).toEqual([4, 0, 4]);
    expect(await eventsOf(services, 'inventory.commit_failed')).toContainEqual({ orderId });
  });
});

it('commits an order whose reservation never came from its lines, and knows no order without', async () => {
  const { level, lines } = await reserved(5, 1);
  const orderId = newId('order');
  await expect(commit(orderId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await commit(orderId, lines)).toEqual({ orderId, status: 'committed' });
  expect(await level()).toEqual([4, 1, 3]);
});

it('remembers an order that was given up before its reservation came', async () => {
  const { level, lines, input } = await reserved(5, 1);
  const orderId = newId('order');
  expect(await release(orderId)).toEqual({ orderId, status: 'released' });
  await expect(inCall(() => reserveStock(services, { ...input, orderId, lines }))).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await level()).toEqual([5, 1, 4]);
});

it('follows the events of an order', async () => {
  const { orderId, level, lines, variant } = await reserved(5, 2);
  const orderLines = lines.map((line) => ({ ...line, sku: variant.sku }));
  const hear = (consumer: typeof onOrderConfirmed, data: object) =>
    // The cast: only the data of an event is read.
    inTransaction((sql) => consumer.handle(sql, { data } as Parameters<typeof consumer.handle>[1]));
  await hear(onOrderConfirmed, { orderId, lines: orderLines });
  expect(await level()).toEqual([3, 0, 3]);
  await hear(onOrderCancelled, { orderId });
  expect(await level()).toEqual([5, 0, 5]);
  expect(await findReservation(services.db, orderId)).toMatchObject({ status: 'released' });
});

it('lets one of commit and expiry win when they meet', async () => {
  const orders = await Promise.all(Array.from({ length: 10 }, () => reserved(3, 1)));
  await Promise.all([inCall(() => expireReservations(services, later())), ...orders.map(({ orderId }) => commit(orderId))]);
  for (const { level } of orders) expect(await level()).toEqual([2, 0, 2]);
});

const action = fc.record({
  kind: fc.constantFrom('reserve', 'release', 'commit', 'cancel', 'expire' as const),
  order: fc.nat(3),
  quantities: fc.tuple(fc.nat(3), fc.nat(3)),
});

it('never sells what is not there, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 14 }), async (actions) => {
      const made = [await addProduct(services, { onHand: 5 }), await addProduct(services, { onHand: 2 })];
      const variants = made.flatMap((of) => of.variants.map(({ id }) => id));
      const orders = Array.from({ length: 4 }, () => newId('order'));
      const run = async ({ kind, order, quantities }: (typeof actions)[number]) => {
        const orderId = orders[order] ?? newId('order');
        const lines = variants.flatMap((variantId, index) => (quantities[index] ? [{ variantId, quantity: quantities[index] }] : []));
        if (kind === 'reserve' && lines.length > 0) await inCall(() => reserveStock(services, reservationOf(lines, orderId)));
        if (kind === 'release') await release(orderId);
        if (kind === 'commit') await commit(orderId);
        if (kind === 'cancel') await cancel(orderId);
        if (kind === 'expire') await inCall(() => expireReservations(services, later()));
      };
      // Two at a time, so that they also meet.
      for (let at = 0; at < actions.length; at += 2) await Promise.allSettled(actions.slice(at, at + 2).map(run));
      const rows = await services.db.rows<{ opening: number; on_hand: number; reserved: number; held: number; sold: number }>(
        `SELECT (SELECT sum(delta) FROM stock_adjustment a WHERE a.variant_id = s.variant_id) AS opening, s.on_hand, s.reserved,
           coalesce(sum(l.quantity) FILTER (WHERE r.status = 'reserved'), 0) AS held,
           coalesce(sum(l.quantity) FILTER (WHERE r.status = 'committed'), 0) AS sold
         FROM stock s LEFT JOIN reservation_line l USING (variant_id) LEFT JOIN reservation r USING (order_id)
         WHERE s.variant_id = ANY ($1) GROUP BY s.variant_id`,
        [variants],
      );
      for (const row of rows) {
        expect(row.reserved).toBe(row.held);
        expect(row.on_hand).toBe(row.opening - row.sold);
        expect(row.on_hand).toBeGreaterThanOrEqual(row.reserved);
      }
      const listings = await services.db.rows<{ wrong: boolean }>(
        `SELECT l.in_stock_variants <> (SELECT count(*) FROM stock s WHERE s.product_id = l.product_id AND s.available > 0) AS wrong
         FROM listing l WHERE l.product_id = ANY ($1)`,
        [made.map(({ id }) => id)],
      );
      expect(listings.filter(({ wrong }) => wrong)).toEqual([]);
    }),
    { numRuns: 20 },
  );
}, 120_000);
