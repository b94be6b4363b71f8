import { newId, type VariantId } from '@tradewind/contracts/ids';
import type { product } from '@tradewind/contracts/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../services.ts';
import { addProduct, eventsOf, inCall, openTestShop, reservationOf } from '../test-shop.ts';
import { reserveStock } from './reserve-stock.ts';
import { cancelReservation } from './settle-reservation.ts';
import { stockLevel } from './stock-level.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
});
afterAll(() => shop.close());

const reserve = (input: product.ReserveInput) => inCall(() => reserveStock(services, input));

async function variantWith(onHand: number): Promise<{ id: VariantId; sku: string; productId: string }> {
  const { id, variants } = await addProduct(services, { onHand });
  const [variant] = variants;
  if (!variant) throw new Error('no variant');
  return { id: variant.id, sku: variant.sku, productId: id };
}

it('sets stock aside and tells how many are left', async () => {
  const { id, sku, productId } = await variantWith(3);
  const input = reservationOf([
    { variantId: id, quantity: 2 },
    { variantId: id, quantity: 1 },
  ]);
  expect(await reserve(input)).toEqual({ orderId: input.orderId, status: 'reserved' });
  expect(await stockLevel(services, { sku })).toEqual({ sku, onHand: 3, reserved: 3, available: 0 });
  const told = (await eventsOf(services, 'inventory.changed')).filter((data) => data.productId === productId);
  expect(told).toEqual([expect.objectContaining({ variants: [{ variantId: id, sku, available: 0 }], soldOutChanged: true })]);
  const [listing] = await services.db.rows('SELECT in_stock FROM listing WHERE product_id = $1', [productId]);
  expect(listing).toEqual({ in_stock: false });
});

it('answers the same lines again, in any order, and takes nothing twice', async () => {
  const [one, two] = [await variantWith(5), await variantWith(5)];
  const lines = [
    { variantId: one.id, quantity: 1 },
    { variantId: two.id, quantity: 2 },
  ];
  const input = reservationOf(lines);
  const answers = await Promise.all(Array.from({ length: 10 }, () => reserve(input)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set(['reserved']));
  expect(await reserve({ ...input, lines: lines.toReversed() })).toEqual(answers[0]);
  expect((await stockLevel(services, two)).reserved).toBe(2);
  await expect(reserve({ ...input, lines: [{ variantId: one.id, quantity: 2 }] })).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('takes all lines or none, and names each one that is short', async () => {
  const [plenty, few, none] = [await variantWith(50), await variantWith(1), await variantWith(0)];
  const input = reservationOf([
    { variantId: plenty.id, quantity: 3 },
    { variantId: few.id, quantity: 2 },
    { variantId: none.id, quantity: 1 },
  ]);
  await expect(reserve(input)).rejects.toMatchObject({
    code: 'OUT_OF_STOCK',
    extras: {
      lines: [
        { variantId: few.id, sku: few.sku, requested: 2, available: 1 },
        { variantId: none.id, sku: none.sku, requested: 1, available: 0 },
      ],
    },
  });
  expect((await stockLevel(services, plenty)).reserved).toBe(0);
  // The order may come back with what there is.
  expect(await reserve({ ...input, lines: [{ variantId: few.id, quantity: 1 }] })).toMatchObject({ status: 'reserved' });
});

it('refuses what is withdrawn, unknown or past', async () => {
  const { id, productId } = await variantWith(5);
  await services.db.rows("UPDATE product SET status = 'archived' WHERE id = $1", [productId]);
  await expect(reserve(reservationOf([{ variantId: id, quantity: 1 }]))).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
  const known = await variantWith(5);
  await expect(
    reserve(
      reservationOf([
        { variantId: known.id, quantity: 1 },
        { variantId: newId('variant'), quantity: 1 },
      ]),
    ),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'lines.1.variantId' }] } });
  const past = { ...reservationOf([{ variantId: known.id, quantity: 1 }]), expiresAt: new Date(Date.now() - 1).toISOString() };
  await expect(reserve(past)).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'expiresAt' }] } });
  expect((await stockLevel(services, known)).reserved).toBe(0);
});

it('gives exactly five of five to fifty at once', async () => {
  const { id, sku } = await variantWith(5);
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => reserve(reservationOf([{ variantId: id, quantity: 1 }]))));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(results.length - refused.length).toBe(5);
  expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['OUT_OF_STOCK']));
  expect(await stockLevel(services, { sku })).toEqual({ sku, onHand: 5, reserved: 5, available: 0 });
});

it('gives what others give back at the same moment, or says that there is none', async () => {
  const { id, sku } = await variantWith(3);
  const client = async () => {
    for (let round = 0; round < 8; round++) {
      const input = reservationOf([{ variantId: id, quantity: 1 }]);
      const outcome = await reserve(input).then(
        () => 'reserved',
        (error: { code: string }) => error.code,
      );
      expect(['reserved', 'OUT_OF_STOCK']).toContain(outcome);
      if (outcome === 'reserved') await inCall(() => services.db.transaction((sql) => cancelReservation(sql, input.orderId)));
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  expect(await stockLevel(services, { sku })).toEqual({ sku, onHand: 3, reserved: 0, available: 3 });
});

it('never deadlocks when 32 clients reserve carts of several products in random order', async () => {
  const variants = await Promise.all(Array.from({ length: 6 }, () => variantWith(60)));
  const shuffled = () => variants.map((variant) => ({ variant, key: Math.random() })).sort((a, b) => a.key - b.key);
  const client = async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round++) {
      const lines = shuffled()
        .slice(0, 2 + (round % 3))
        .map(({ variant }) => ({ variantId: variant.id, quantity: 1 }));
      outcomes.push(
        await reserve(reservationOf(lines)).then(
          () => 'reserved',
          (error: { code: string }) => error.code,
        ),
      );
    }
    return outcomes;
  };
  const outcomes = (await Promise.all(Array.from({ length: 32 }, client))).flat();
  // 384 carts want some 1,150 of 360 pieces: both happen, and nothing else does.
  expect(new Set(outcomes)).toEqual(new Set(['reserved', 'OUT_OF_STOCK']));
  const levels = await Promise.all(variants.map((variant) => stockLevel(services, variant)));
  const [held] = await services.db.rows<{ pieces: number }>(
    'SELECT sum(quantity) AS pieces FROM reservation_line WHERE variant_id = ANY ($1)',
    [variants.map((variant) => variant.id)],
  );
  expect(levels.reduce((sum, level) => sum + level.reserved, 0)).toBe(held?.pieces);
});

it('counts a product as in stock until the last of its variants is sold, whoever sells them at once', async () => {
  const options = [{ name: 'Size', values: ['S', 'M', 'L'] }];
  const price = { amountMinor: 100, currency: 'USD' as const };
  const variants = ['S', 'M', 'L'].map((size) => ({
    sku: `LAST-${size}`,
    options: { Size: size },
    price,
    compareAtPrice: null,
    prices: [],
    onHand: 1,
    weightGrams: 500,
  }));
  const made = await addProduct(services, { options, variants });
  await Promise.all(made.variants.map((variant) => reserve(reservationOf([{ variantId: variant.id, quantity: 1 }]))));
  const [listing] = await services.db.rows('SELECT in_stock, in_stock_variants FROM listing WHERE product_id = $1', [made.id]);
  expect(listing).toEqual({ in_stock: false, in_stock_variants: 0 });
});
