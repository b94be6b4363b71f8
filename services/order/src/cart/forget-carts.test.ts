import { type CartId, newId, type UserId } from '@tradewind/contracts/ids';
import { runInCall } from '@tradewind/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelPending } from '../checkout/abandon-order.ts';
import { guest, openShop, user, writeOrder } from '../test-kit.ts';
import { insertCart } from './cart-store.ts';
import { forgetCarts } from './forget-carts.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const justInside = { guest: '29 days 23 hours 59 minutes', customer: '179 days 23 hours 59 minutes' };
const justOutside = { guest: '30 days 1 minute', customer: '180 days 1 minute' };

const age = (cartId: CartId, interval: string) =>
  shop.db.rows('UPDATE cart SET updated_at = now() - $2::interval WHERE id = $1', [cartId, interval]);

const addLine = (cartId: CartId) =>
  shop.db.rows(`INSERT INTO cart_item (id, cart_id, variant_id, quantity, snapshot) VALUES ($1, $2, $3, 1, '{}')`, [
    newId('cartItem'),
    cartId,
    newId('variant'),
  ]);

/** A cart with one line, last changed so long ago. */
async function cartOf(owner: UserId | null, interval: string): Promise<{ cartId: CartId; cartToken: string }> {
  const { id: cartId, token } = owner
    ? await shop.as(user(['customer'], owner), (api) => api.cart.create({}))
    : await shop.as(guest, (api) => api.cart.create({}));
  await addLine(cartId);
  await age(cartId, interval);
  return { cartId, cartToken: token ?? '' };
}

async function forget(limit = 1_000): Promise<{ guestCarts: number; customerCarts: number }> {
  const { guestCarts, customerCarts } = forgetCarts(shop.db);
  return { guestCarts: await guestCarts(limit), customerCarts: await customerCarts(limit) };
}

const statusOf = async (cartId: CartId) =>
  (await shop.db.rows<{ status: string }>('SELECT status FROM cart WHERE id = $1', [cartId]))[0]?.status;
const linesOf = async (cartId: CartId) => (await shop.db.rows('SELECT 1 AS one FROM cart_item WHERE cart_id = $1', [cartId])).length;

describe('drafts that nobody has changed for long', () => {
  it('are forgotten after 90 days, by no count of carts; of one that an order names a shell stays', async () => {
    const { drafts } = forgetCarts(shop.db);
    const make = async (interval: string) => {
      const { id } = await shop.as(user(['support']), (api) => api.drafts.create({ currency: 'USD' }));
      await shop.db.rows('UPDATE cart c SET updated_at = now() - $2::interval FROM draft d WHERE d.cart_id = c.id AND d.id = $1', [
        id,
        interval,
      ]);
      return id;
    };
    const [young, old, named] = [await make('89 days 23 hours'), await make('90 days 1 minute'), await make('90 days 1 minute')];
    const order = await writeOrder(shop);
    await runInCall({ actor: { kind: 'service', name: 'order' } }, () =>
      cancelPending(shop.ctx, { orderId: order.id, by: 'system', voided: true }),
    );
    const [{ cartId } = { cartId: order.cartId }] = await shop.db.rows<{ cartId: CartId }>(
      'SELECT cart_id AS "cartId" FROM draft WHERE id = $1',
      [named],
    );
    await shop.db.rows('UPDATE orders SET cart_id = $2 WHERE id = $1', [order.id, cartId]);
    expect(await forget()).toEqual({ guestCarts: 0, customerCarts: 0 });
    expect(await drafts(1_000)).toBe(2);
    expect(await drafts(1_000)).toBe(0);
    expect(await shop.db.rows('SELECT id FROM draft WHERE id = ANY ($1)', [[young, old, named]])).toEqual([{ id: young }]);
    expect(await statusOf(cartId)).toBe('abandoned');
  });
});

describe('carts that nobody has changed for long', () => {
  it('are forgotten with their lines: guests after 30 days, customers after 180', async () => {
    const [young, old] = [await cartOf(null, justInside.guest), await cartOf(null, justOutside.guest)];
    const [kept, over] = [await cartOf(newId('user'), justInside.customer), await cartOf(newId('user'), justOutside.customer)];
    expect(await forget()).toEqual({ guestCarts: 1, customerCarts: 1 });
    expect(await forget()).toEqual({ guestCarts: 0, customerCarts: 0 });
    expect(await Promise.all([young, old, kept, over].map(({ cartId }) => statusOf(cartId)))).toEqual([
      'open',
      undefined,
      'open',
      undefined,
    ]);
    expect(await Promise.all([young, old, kept, over].map(({ cartId }) => linesOf(cartId)))).toEqual([1, 0, 1, 0]);
  });

  it('are as unknown as any other id afterwards', async () => {
    const key = await cartOf(null, justOutside.guest);
    await forget();
    const [gone, unknown] = await Promise.allSettled([
      shop.as(guest, (api) => api.cart.get(key)),
      shop.as(guest, (api) => api.cart.get({ ...key, cartId: newId('cart') })),
    ]);
    if (gone.status !== 'rejected' || unknown.status !== 'rejected') throw new Error('both are to be refused');
    expect(gone.reason).toMatchObject({ code: 'NOT_FOUND' });
    expect(String(gone.reason)).toBe(String(unknown.reason));
  });

  it('stay while an order of them waits for its payment, or was paid', async () => {
    const [waiting, bought] = await Promise.all([writeOrder(shop), writeOrder(shop)]);
    await shop.db.rows(`UPDATE cart SET status = 'completed', order_id = NULL WHERE id = $1`, [bought.cartId]);
    await Promise.all([waiting, bought].map(({ cartId }) => age(cartId, '1 year')));
    expect(await forget()).toEqual({ guestCarts: 0, customerCarts: 0 });
    expect(await statusOf(waiting.cartId)).toBe('open');
    expect(await statusOf(bought.cartId)).toBe('completed');
  });

  it.each(['guest', 'customer'] as const)("leave a shell where an order names them that was given up, a %s's too", async (owner) => {
    const customer = newId('user');
    const order = await writeOrder(shop, owner === 'customer' ? customer : null);
    await shop.as(guest, () => cancelPending(shop.ctx, { orderId: order.id, by: 'system', voided: true }));
    await age(order.cartId, justOutside[owner]);
    await addLine(order.cartId);
    expect(await forget()).toEqual({ guestCarts: owner === 'guest' ? 1 : 0, customerCarts: owner === 'customer' ? 1 : 0 });
    expect(await forget()).toEqual({ guestCarts: 0, customerCarts: 0 });
    expect([await statusOf(order.cartId), await linesOf(order.cartId)]).toEqual(['abandoned', 0]);
    const reading = shop.as(owner === 'customer' ? user(['customer'], customer) : guest, (api) => api.cart.get({ cartId: order.cartId }));
    await expect(reading).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await shop.as(user(['admin']), (api) => api.staff.get({ orderId: order.id }))).status).toBe('cancelled');
  });

  it("go when they were merged into a customer's, which stays", async () => {
    const customer = newId('user');
    const own = await cartOf(customer, '1 minute');
    const merged = newId('cart');
    await insertCart(shop.db, { id: merged, customerId: null, tokenHash: Buffer.alloc(32), currency: 'USD' });
    await shop.db.rows(`UPDATE cart SET status = 'merged', token_hash = NULL, merged_into = $2 WHERE id = $1`, [merged, own.cartId]);
    await age(own.cartId, justOutside.customer);
    expect(await forget()).toEqual({ guestCarts: 0, customerCarts: 0 });
    await age(merged, justOutside.guest);
    expect(await forget()).toEqual({ guestCarts: 1, customerCarts: 1 });
  });

  it('are taken in batches, by two at once, and those that are being changed are left', async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => cartOf(null, justOutside.guest)));
    const busy = keys[0]?.cartId;
    const { guestCarts } = forgetCarts(shop.db);
    await shop.db.transaction(async (sql) => {
      await sql.rows('UPDATE cart SET updated_at = now() WHERE id = $1', [busy]);
      expect(await guestCarts(5)).toBe(5);
      const counts = await Promise.all([guestCarts(4), guestCarts(4)]);
      expect(counts[0] + counts[1]).toBe(6);
    });
    expect(await guestCarts(100)).toBe(0);
    expect((await Promise.all(keys.map(({ cartId }) => statusOf(cartId)))).filter((status) => status === 'open')).toHaveLength(1);
  });
});
