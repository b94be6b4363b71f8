import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../addresses.ts';
import { untilQuiet } from '../mailbox.ts';
import {
  call,
  charges,
  chargesOf,
  checkout,
  checkoutBody,
  eventually,
  newCart,
  newProduct,
  type Problem,
  requireBalancedLedger,
  stockOf,
  untilOrder,
} from '../shop.ts';

/** The same order for the same seed, another for another. */
function shuffle<Value>(values: readonly Value[], seed: number): Value[] {
  let state = seed * 2_654_435_761;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return values
    .map((value) => ({ value, rank: next() }))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ value }) => value);
}

/** How often PostgreSQL had to end a transaction for a deadlock; the services try again, so that no answer shows it. */
function deadlocks(): number {
  return readFileSync(join(folder, 'logs/postgres.log'), 'utf8').split('deadlock detected').length - 1;
}

describe('many shoppers at once', () => {
  it('sells 5 units to exactly 5 of 50', async () => {
    const product = await newProduct({ onHand: 5 });
    const variant = product.variants[0];
    if (!variant) throw new Error('no variant');
    const carts = await Promise.all(Array.from({ length: 50 }, () => newCart([{ variantId: variant.id, quantity: 1 }])));
    const bodies = await Promise.all(carts.map((cart) => checkoutBody(cart)));
    const before = (await charges()).length;
    const answers = await Promise.all(
      carts.map((cart, index) =>
        call<Partial<Problem> & { order?: { id: string; token: string } }>('POST', `/carts/${cart.id}/checkout`, {
          body: bodies[index],
          headers: cart.headers,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
    const sold = answers.filter(({ status }) => status === 201);
    expect(sold).toHaveLength(5);
    const refused = answers.filter(({ body }) => body.code === 'OUT_OF_STOCK');
    expect(refused).toHaveLength(45);
    for (const { status, body } of refused) {
      expect(status).toBe(409);
      expect(body.lines).toEqual([{ variantId: variant.id, sku: variant.sku, requested: 1, available: expect.any(Number) }]);
    }
    for (const { body } of sold) {
      if (!body.order) throw new Error('no order');
      await untilOrder(body.order, { status: 'confirmed', paymentStatus: 'paid' });
      expect(await chargesOf(body.order.id)).toHaveLength(1);
    }
    await untilQuiet();
    expect(await stockOf(variant.sku)).toEqual({ sku: variant.sku, onHand: 0, reserved: 0, available: 0 });
    // Who got nothing paid nothing.
    expect((await charges()).length - before).toBe(5);
    await requireBalancedLedger();
  });

  it('takes carts of several products in any order from 32 clients without a deadlock', async () => {
    const product = await newProduct({ onHand: 10_000, variants: 6 });
    const rounds = 4;
    const before = deadlocks();
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, async (_, client) => {
        const statuses: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const shuffled = shuffle(product.variants, client * rounds + round + 1);
          const cart = await newCart(shuffled.slice(0, 4).map(({ id }) => ({ variantId: id, quantity: 1 })));
          statuses.push((await checkout(cart)).status);
        }
        return statuses;
      }),
    );
    expect(outcomes.flat().filter((status) => status !== 201)).toEqual([]);
    expect(deadlocks() - before).toBe(0);
    await eventually(async () => {
      const levels = await Promise.all(product.variants.map(({ sku }) => stockOf(sku)));
      expect(levels.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(6 * 10_000 - 32 * rounds * 4);
      expect(levels.every(({ reserved }) => reserved === 0)).toBe(true);
    }, 60_000);
  });
});
