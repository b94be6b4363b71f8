import { newId, type VariantId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guest, type Shop, startShop, user } from '../test-kit.ts';

let shop: Shop;
let variants: VariantId[];
beforeAll(async () => {
  shop = await startShop();
  variants = await shop.sellSizes(70);
}, 60_000);
afterAll(() => shop.close());

interface Edit {
  readonly kind: 'add' | 'set';
  readonly variant: number;
  /** Pieces; a line that is set to none is taken out. */
  readonly quantity: number;
}

/** Each variant's pieces, and whether its line is still the one that was there at first: an edit of a line that is gone is refused. */
type Model = ReadonlyMap<number, { readonly quantity: number; readonly isFirst: boolean }>;

function apply(model: Model, { kind, variant, quantity }: Edit): { model: Model; isRefused: boolean } {
  const line = model.get(variant);
  const next = new Map(model);
  if (kind === 'add') {
    next.set(variant, { quantity: Math.min(999, (line?.quantity ?? 0) + quantity), isFirst: line?.isFirst ?? false });
  } else if (!line?.isFirst) {
    return { model, isRefused: true };
  } else if (quantity === 0) next.delete(variant);
  else next.set(variant, { quantity, isFirst: true });
  return { model: next, isRefused: false };
}

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

/** What a cart is and who was refused, as one text, after edits one after the other. */
function outcome(start: Model, edits: readonly { edit: Edit; index: number }[]): string {
  let model = start;
  const refused: number[] = [];
  for (const { edit, index } of edits) {
    const step = apply(model, edit);
    model = step.model;
    if (step.isRefused) refused.push(index);
  }
  const lines = [...model].map(([variant, { quantity }]) => [variant, quantity]);
  return JSON.stringify([lines.toSorted(([a = 0], [b = 0]) => a - b), refused.toSorted((a, b) => a - b)]);
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), variant: fc.nat(2), quantity: fc.integer({ min: 1, max: 600 }) }),
  fc.record({ kind: fc.constant('set' as const), variant: fc.nat(2), quantity: fc.integer({ min: 0, max: 5 }) }),
);

describe('edits of one cart from several tabs at once', () => {
  it('end as some order of them, one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
        fc.array(edit, { minLength: 2, maxLength: 5 }),
        async (begin, edits) => {
          const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
          const key = { cartId, cartToken: token ?? '' };
          const add = (variant: number, quantity: number) =>
            shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: variants[variant] ?? newId('variant'), quantity }));
          for (const [variant, quantity] of begin.entries()) if (quantity > 0) await add(variant, quantity);
          const first = await shop.as(guest, (api) => api.cart.get(key));
          const itemOf = (variant: number) => first.items.find(({ variantId }) => variantId === variants[variant])?.id ?? newId('cartItem');
          const results = await Promise.allSettled(
            edits.map(({ kind, variant, quantity }) =>
              kind === 'add'
                ? add(variant, quantity)
                : shop.as(guest, (api) => api.cart.updateItem({ ...key, itemId: itemOf(variant), quantity })),
            ),
          );
          const refused = results.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
          const { items } = await shop.as(guest, (api) => api.cart.get(key));
          const lines = items.map(({ variantId, quantity }) => [variants.indexOf(variantId), quantity]);
          const actual = JSON.stringify([lines.toSorted(([a = 0], [b = 0]) => a - b), refused]);
          const start: Model = new Map(
            begin.flatMap((quantity, variant) => (quantity > 0 ? [[variant, { quantity, isFirst: true }] as const] : [])),
          );
          const possible = orders(edits.map((each, index) => ({ edit: each, index }))).map((order) => outcome(start, order));
          expect(possible).toContain(actual);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('signing in with a cart of 65 lines', () => {
  const quantities = ({ items }: order.Cart) => new Map(items.map(({ variantId, quantity }) => [variantId, quantity]));

  it('loses none of them, and adds up those that were in both', async () => {
    const customer = user();
    const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
    const expected = new Map<VariantId, number>();
    // The last ten of the 70 are in both, so that together they are as many as there are.
    for (const variantId of variants.slice(55, 70)) {
      await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId, quantity: 2 }));
      expected.set(variantId, 2);
    }
    const { id: guestId, token } = await shop.as(guest, (api) => api.cart.create({}));
    const key = { cartId: guestId, cartToken: token ?? '' };
    for (const [index, variantId] of variants.slice(0, 65).entries()) {
      await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: index + 1 }));
      expected.set(variantId, (expected.get(variantId) ?? 0) + index + 1);
    }
    // From three tabs at once, as a browser may.
    const claimed = await Promise.all(Array.from({ length: 3 }, () => shop.as(customer, (api) => api.cart.claim(key))));
    for (const cart of claimed) expect(quantities(cart)).toEqual(expected);
    expect(quantities(await shop.as(customer, (api) => api.cart.get({ cartId })))).toEqual(expected);
    await expect(shop.as(guest, (api) => api.cart.get(key))).rejects.toThrow('no such cart');
  }, 60_000);
});
