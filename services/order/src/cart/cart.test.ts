import { newId, type VariantId } from '@tradewind/contracts/ids';
import { type Currency, money } from '@tradewind/money';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guest, type Shop, startShop, user } from '../test-kit.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close());

async function guestCart(currency: 'USD' | 'JPY' = 'USD') {
  const { id, token } = await shop.as(guest, (api) => api.cart.create({ currency }));
  return { cartId: id, cartToken: token ?? '' };
}

describe('a cart', () => {
  it('is made with a token that goes out once and is stored as a hash', async () => {
    const key = await guestCart();
    const read = await shop.as(guest, (api) => api.cart.get(key));
    expect(read).toMatchObject({ token: null, items: [], total: { amountMinor: 0, currency: 'USD' } });
    const [row] = await shop.db.rows<{ text: string }>('SELECT cart::text AS text FROM cart WHERE id = $1', [key.cartId]);
    expect(row?.text).not.toContain(key.cartToken);
  });

  it('gives the same answer again for the same key', async () => {
    const make = () => shop.as(guest, (api) => api.cart.create({ currency: 'USD', idempotencyKey: 'one' }));
    const [first, again] = [await make(), await make()];
    expect(again).toEqual(first);
    const other = shop.as(guest, (api) => api.cart.create({ currency: 'JPY', idempotencyKey: 'one' }));
    await expect(other).rejects.toThrow('used for another request');
  });

  it('has prices, titles and availability of now', async () => {
    const { variantId, sku } = await shop.sell({ price: 1_250, onHand: 3 });
    const key = await guestCart();
    const cart = await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 2 }));
    expect(cart.items).toMatchObject([
      { variantId, sku, quantity: 2, available: 3, unitPrice: { amountMinor: 1_250 }, total: { amountMinor: 2_500 } },
    ]);
    expect(cart).toMatchObject({ subtotal: { amountMinor: 2_500 }, discount: { amountMinor: 0 }, total: { amountMinor: 2_500 } });
  });

  it('keeps the last face of what was withdrawn, with none available', async () => {
    const { variantId, productId } = await shop.sell();
    const key = await guestCart();
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    await shop.withdraw(productId);
    const cart = await shop.as(guest, (api) => api.cart.get(key));
    expect(cart.items).toMatchObject([{ variantId, available: 0, unitPrice: { amountMinor: 1_999 } }]);
    const more = shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    await expect(more).rejects.toThrow('variantId: is not for sale');
  });

  it('adds pieces of one variant together, up to 999', async () => {
    const { variantId } = await shop.sell();
    const key = await guestCart();
    const add = (quantity: number) => shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity }));
    await add(2);
    expect((await add(3)).items).toMatchObject([{ quantity: 5 }]);
    expect((await add(999)).items).toMatchObject([{ quantity: 999 }]);
  });

  it('takes nothing twice when a try with a key did it and could not say so', async () => {
    const { variantId } = await shop.sell();
    const key = await guestCart();
    const add = () => shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 2, idempotencyKey: 'add' }));
    await add();
    await shop.forgetAnswer('add');
    expect((await add()).items).toMatchObject([{ quantity: 2 }]);
  });

  it('changes and removes lines', async () => {
    const { variantId } = await shop.sell();
    const key = await guestCart();
    const [item] = (await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 2 }))).items;
    const itemId = item?.id ?? newId('cartItem');
    expect((await shop.as(guest, (api) => api.cart.updateItem({ ...key, itemId, quantity: 7 }))).items).toMatchObject([{ quantity: 7 }]);
    expect((await shop.as(guest, (api) => api.cart.updateItem({ ...key, itemId, quantity: 0 }))).items).toEqual([]);
    await expect(shop.as(guest, (api) => api.cart.removeItem({ ...key, itemId }))).rejects.toThrow('no such item');
  });

  it('lets parallel tabs end as some serial order', async () => {
    const { variantId } = await shop.sell();
    const key = await guestCart();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: (index % 3) + 1 }))),
    );
    expect((await shop.as(guest, (api) => api.cart.get(key))).items).toMatchObject([{ quantity: 39 }]);
  });

  it('behaves as a map of variants to quantities, whatever is done to it', async () => {
    const variants = await Promise.all([shop.sell(), shop.sell(), shop.sell()]);
    const step = fc.record({ variant: fc.nat(2), quantity: fc.integer({ min: 0, max: 600 }), add: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const key = await guestCart();
        const model = new Map<string, number>();
        let cart = await shop.as(guest, (api) => api.cart.get(key));
        for (const { variant, quantity, add } of steps) {
          const variantId = variants[variant]?.variantId ?? newId('variant');
          const line = cart.items.find((item) => item.variantId === variantId);
          if (add && quantity > 0) {
            cart = await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity }));
            model.set(variantId, Math.min(999, (model.get(variantId) ?? 0) + quantity));
          } else if (line) {
            cart = await shop.as(guest, (api) => api.cart.updateItem({ ...key, itemId: line.id, quantity }));
            if (quantity === 0) model.delete(variantId);
            else model.set(variantId, quantity);
          }
        }
        expect(new Map(cart.items.map((item) => [item.variantId, item.quantity]))).toEqual(model);
        expect(cart.total.amountMinor).toBe([...model.values()].reduce((sum, quantity) => sum + quantity * 1_999, 0));
      }),
      { numRuns: 15 },
    );
  });

  it('is not for others', async () => {
    const key = await guestCart();
    const wrong = { ...key, cartToken: 'x'.repeat(43) };
    await expect(shop.as(guest, (api) => api.cart.get(wrong))).rejects.toThrow('no such cart');
    await expect(shop.as(guest, (api) => api.cart.get({ cartId: key.cartId }))).rejects.toThrow('no such cart');
    const [owner, stranger] = [user(), user()];
    const { id: cartId } = await shop.as(owner, (api) => api.cart.create({}));
    await expect(shop.as(stranger, (api) => api.cart.get({ cartId }))).rejects.toThrow('no such cart');
    await expect(shop.as(guest, (api) => api.cart.get({ cartId, cartToken: key.cartToken }))).rejects.toThrow('no such cart');
  });

  it('refuses what it cannot hold, naming the field', async () => {
    const { variantId: yen } = await shop.sell({ currency: 'JPY' });
    const key = await guestCart();
    const add = (variantId: VariantId) => shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    await expect(add(newId('variant'))).rejects.toThrow('variantId: is not for sale');
    await expect(add(yen)).rejects.toThrow('variantId: is sold in JPY, the cart is in USD');
    for (const quantity of [0, -1, 1.5, 1_000]) {
      await expect(shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: yen, quantity }))).rejects.toThrow();
    }
    await expect(shop.as(guest, (api) => api.cart.applyPromotion({ ...key, code: 'SAVE10' }))).rejects.toThrow('code:');
    expect((await shop.as(guest, (api) => api.cart.get(key))).items).toEqual([]);
  });

  it('knows what shipping costs', async () => {
    const { variantId } = await shop.sell({ price: 7_500 });
    const key = await guestCart();
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
    const { items } = await shop.as(guest, (api) => api.cart.shippingOptions({ ...key, country: 'US' }));
    expect(items.map((item) => [item.id, item.price.amountMinor])).toEqual([
      ['standard', 0],
      ['express', 1_499],
    ]);
  });
});

describe('a cart in another currency', () => {
  it('is filled and bought at its own prices, and takes nothing that is not sold in it', async () => {
    const { variantId } = await shop.sell({ price: 2_000, prices: [money(1_850, 'EUR'), money(6_200, 'KWD')] });
    const { variantId: dollars } = await shop.sell();
    for (const [currency, amount] of [
      ['EUR', 1_850],
      ['KWD', 6_200],
      ['USD', 2_000],
    ] as const) {
      const { id, token } = await shop.as(guest, (api) => api.cart.create({ currency }));
      const key = { cartId: id, cartToken: token ?? '' };
      const cart = await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 2 }));
      expect(cart).toMatchObject({ currency, total: money(2 * amount, currency), items: [{ unitPrice: money(amount, currency) }] });
      const { items } = await shop.as(guest, (api) => api.cart.shippingOptions({ ...key, country: 'US' }));
      expect(items.map(({ price }) => price.currency)).toEqual([currency, currency]);
      if (currency === 'USD') continue;
      const refused = shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: dollars, quantity: 1 }));
      await expect(refused).rejects.toThrow(`variantId: is sold in USD, the cart is in ${currency}`);
    }
  });
});

describe('changing the currency of a cart', () => {
  it('makes each line cost what it costs in that, and converts nothing', async () => {
    const { variantId } = await shop.sell({ price: 2_000, prices: [money(1_850, 'EUR'), money(6_200, 'KWD')] });
    const key = await guestCart();
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 3 }));
    const change = (currency: Currency) => shop.as(guest, (api) => api.cart.changeCurrency({ ...key, currency }));
    expect(await change('EUR')).toMatchObject({ currency: 'EUR', total: money(5_550, 'EUR'), items: [{ unitPrice: money(1_850, 'EUR') }] });
    expect(await change('KWD')).toMatchObject({ total: money(18_600, 'KWD') });
    await expect(change('JPY')).rejects.toThrow(/currency: is not one that Thing \d+ is sold in/);
    await expect(change('CHF')).rejects.toThrow('currency: is none of USD');
    expect(await change('USD')).toMatchObject({ total: money(6_000, 'USD') });
    const stranger = shop.as(guest, (api) => api.cart.changeCurrency({ cartId: key.cartId, currency: 'EUR' }));
    await expect(stranger).rejects.toThrow('no such cart');
  });
});

describe("a customer's cart", () => {
  it('is one at a time', async () => {
    const customer = user();
    expect(await shop.as(customer, (api) => api.cart.current())).toBeNull();
    const made = await Promise.all(Array.from({ length: 8 }, () => shop.as(customer, (api) => api.cart.create({}))));
    expect(new Set(made.map((cart) => cart.id)).size).toBe(1);
    expect((await shop.as(customer, (api) => api.cart.current()))?.id).toBe(made[0]?.id);
    expect(made[0]?.token).toBeNull();
  });

  it('changes its currency only while it is empty', async () => {
    const customer = user();
    const { variantId } = await shop.sell({ currency: 'JPY' });
    await shop.as(customer, (api) => api.cart.create({}));
    const { id: cartId, currency } = await shop.as(customer, (api) => api.cart.create({ currency: 'JPY' }));
    expect(currency).toBe('JPY');
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId, quantity: 1 }));
    await expect(shop.as(customer, (api) => api.cart.create({ currency: 'USD' }))).rejects.toThrow('empty it first');
  });
});

describe('claiming', () => {
  it('makes a guest cart the one of a customer who has none; its token opens nothing any more', async () => {
    const customer = user();
    const { variantId } = await shop.sell();
    const key = await guestCart();
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 2 }));
    const claimed = await shop.as(customer, (api) => api.cart.claim(key));
    expect(claimed).toMatchObject({ id: key.cartId, token: null, items: [{ variantId, quantity: 2 }] });
    await expect(shop.as(guest, (api) => api.cart.get(key))).rejects.toThrow('no such cart');
    expect((await shop.as(customer, (api) => api.cart.claim(key))).id).toBe(key.cartId);
    await expect(shop.as(user(), (api) => api.cart.claim(key))).rejects.toThrow('no such cart');
  });

  it('pours a guest cart into the open one with no line lost', async () => {
    const customer = user();
    const [both, mine, theirs] = await Promise.all([shop.sell(), shop.sell(), shop.sell()]);
    const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId: both.variantId, quantity: 500 }));
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId: mine.variantId, quantity: 1 }));
    const key = await guestCart();
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: both.variantId, quantity: 600 }));
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: theirs.variantId, quantity: 4 }));
    const claimed = await shop.as(customer, (api) => api.cart.claim({ ...key, idempotencyKey: 'claim' }));
    expect(claimed.id).toBe(cartId);
    expect(new Map(claimed.items.map((item) => [item.variantId, item.quantity]))).toEqual(
      new Map([
        [both.variantId, 999],
        [mine.variantId, 1],
        [theirs.variantId, 4],
      ]),
    );
    expect((await shop.as(customer, (api) => api.cart.claim(key))).id).toBe(cartId);
  });

  it('of several carts at once loses nothing', async () => {
    const customer = user();
    const { variantId } = await shop.sell();
    const keys = await Promise.all(Array.from({ length: 6 }, () => guestCart()));
    await Promise.all(keys.map((key) => shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 3 }))));
    await Promise.all(keys.map((key) => shop.as(customer, (api) => api.cart.claim(key))));
    expect((await shop.as(customer, (api) => api.cart.current()))?.items).toMatchObject([{ variantId, quantity: 18 }]);
  });

  it('does not mix currencies', async () => {
    const customer = user();
    const [dollars, yen] = await Promise.all([shop.sell(), shop.sell({ currency: 'JPY' })]);
    const { id: cartId } = await shop.as(customer, (api) => api.cart.create({}));
    const key = await guestCart('JPY');
    await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId: yen.variantId, quantity: 1 }));
    await shop.as(customer, (api) => api.cart.addItem({ cartId, variantId: dollars.variantId, quantity: 1 }));
    await expect(shop.as(customer, (api) => api.cart.claim(key))).rejects.toThrow('they cannot be put together');
    expect((await shop.as(guest, (api) => api.cart.get(key))).items).toHaveLength(1);
  });
});
