import { newId } from '@tradewind/contracts/ids';
import type { promotion as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { runInCall, type Sql } from '@tradewind/service';
import { eventually } from '@tradewind/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeOrder } from '../checkout/place-order.ts';
import { address, guest, type Shop, startShop, user } from '../test-kit.ts';
import { sampleRules } from './test-promotion.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ payments: true, events: true });
});
afterAll(() => shop.close());
// Each test has its own promotions: those of others are out of force.
beforeEach(async () => {
  await shop.db.rows('UPDATE promotion SET is_active = false');
  shop.ctx.automaticPromotions.forget();
});

const admin = user(['admin']);
let codes = 0;
const newCode = () => {
  codes += 1;
  return `CODE-${codes}`;
};

const make = (changes: Partial<schemas.PromotionRules> = {}) => shop.as(admin, (api) => api.promotion.create(sampleRules(changes)));
const read = (promotionId: `prm_${string}`) => shop.as(admin, (api) => api.promotion.get({ promotionId }));
const shippingAddress = { ...address, region: 'OR' };

type Who = typeof guest;

async function cartWith(lines: { price?: number; quantity?: number }[], who: Who = guest) {
  const { id: cartId, token } = await shop.as(who, (api) => api.cart.create({}));
  const key = { cartId, cartToken: token ?? undefined };
  for (const { price, quantity = 1 } of lines) {
    const { variantId } = await shop.sell(price === undefined ? {} : { price });
    await shop.as(who, (api) => api.cart.addItem({ ...key, variantId, quantity }));
  }
  return key;
}

type Key = Awaited<ReturnType<typeof cartWith>>;
const enter = (key: Key, code: string, who: Who = guest) => shop.as(who, (api) => api.cart.applyPromotion({ ...key, code }));
const get = (key: Key, who: Who = guest) => shop.as(who, (api) => api.cart.get(key));
const place = (
  key: Key,
  changes: { email?: string; expectedTotal?: ReturnType<typeof money>; paymentMethodId?: string } = {},
  who: Who = guest,
) =>
  shop.as(who, (api) =>
    api.checkout.place({ ...key, email: `${key.cartId}@example.com`, shippingAddress, shippingOptionId: 'standard', ...changes }),
  );
const codeOf = (error: { cause?: { code?: string } }) => error.cause?.code;

describe('a code', () => {
  it('counts for a cart, is shown with its share, and is on the order', async () => {
    const code = newCode();
    const { id } = await make({ code, name: 'Ten off' });
    const key = await cartWith([{ price: 1_000 }, { price: 333, quantity: 2 }]);
    const cart = await enter(key, ` ${code.toLowerCase()} `);
    expect(cart).toMatchObject({
      promotions: [{ id, code, name: 'Ten off', amount: money(167, 'USD'), problem: null, freeDelivery: false }],
      subtotal: money(1_666, 'USD'),
      discount: money(167, 'USD'),
      total: money(1_499, 'USD'),
    });
    expect(cart.items.map(({ discount }) => discount.amountMinor)).toEqual([100, 67]);
    expect((await enter(key, code)).promotions).toHaveLength(1);
    const { order } = await place(key);
    expect(order).toMatchObject({
      promotions: [{ code, name: 'Ten off', amount: money(167, 'USD') }],
      totals: { subtotal: money(1_666, 'USD'), discount: money(167, 'USD'), shipping: money(599, 'USD'), total: money(2_098, 'USD') },
    });
    expect(await read(id)).toMatchObject({ uses: 1, spentMinor: 0 });
  });

  it('is taken out again', async () => {
    const code = newCode();
    const { id } = await make({ code });
    const key = await cartWith([{ price: 1_000 }]);
    await enter(key, code);
    const without = await shop.as(guest, (api) => api.cart.removePromotion({ ...key, promotionId: id }));
    expect(without).toMatchObject({ promotions: [], total: money(1_000, 'USD') });
    await expect(shop.as(guest, (api) => api.cart.removePromotion({ cartId: key.cartId, promotionId: id }))).rejects.toThrow(
      'no such cart',
    );
  });

  it('that is not in force is refused in words that say why', async () => {
    const key = await cartWith([{ price: 1_000 }]);
    const refused = async (changes: Partial<schemas.PromotionRules>) => {
      const code = newCode();
      await make({ code, ...changes });
      return enter(key, code).then(
        () => 'taken',
        (error: Error & { cause?: { code: string } }) => [codeOf(error), error.message].join(' '),
      );
    };
    const conditions = { minimumSpendMinor: null, firstOrder: false, groupId: null };
    expect(await refused({ isActive: false })).toBe('INVALID_INPUT code: is not in force any more');
    expect(await refused({ startsAt: '2999-12-01T00:00:00Z' })).toBe('INVALID_INPUT code: is in force from Dec 1, 2999 on');
    expect(await refused({ endsAt: '2020-01-01T00:00:00Z' })).toBe('INVALID_INPUT code: was in force until Jan 1, 2020');
    expect(await refused({ currency: 'JPY', effect: { kind: 'fixed', amountMinor: 5 } })).toBe(
      'INVALID_INPUT code: counts for carts in JPY',
    );
    expect(await refused({ currency: 'USD', conditions: { ...conditions, minimumSpendMinor: 1_001 } })).toBe(
      'INVALID_INPUT code: counts from $10.01 on',
    );
    expect(await refused({ scope: { type: 'products', productIds: [newId('product')] } })).toBe(
      'INVALID_INPUT code: counts for nothing that is in the cart',
    );
    await expect(enter(key, 'NOBODY-KNOWS')).rejects.toThrow('code: is not one that we know');
    expect((await get(key)).promotions).toEqual([]);
  });

  it('goes along when a cart is claimed', async () => {
    const [first, second] = [newCode(), newCode()];
    await make({ code: first });
    await make({ code: second });
    const customer = user();
    const own = await cartWith([{ price: 1_000 }], customer);
    await enter(own, first, customer);
    const key = await cartWith([{ price: 1_000 }]);
    await enter(key, second);
    const claimed = await shop.as(customer, (api) => api.cart.claim({ cartId: key.cartId, cartToken: key.cartToken ?? '' }));
    expect(claimed.promotions.map(({ code }) => code)).toEqual([first, second]);
  });
});

describe('promotions without a code', () => {
  it('count by themselves, with free delivery in the prices of its options', async () => {
    await make({ name: 'Five', effect: { kind: 'percentage', basisPoints: 500 }, priority: 1 });
    await make({ name: 'Free delivery', effect: { kind: 'free_delivery' } });
    const key = await cartWith([{ price: 2_000 }]);
    expect(await get(key)).toMatchObject({ total: money(1_900, 'USD'), promotions: [{ name: 'Five' }, { freeDelivery: true }] });
    const { items } = await shop.as(guest, (api) => api.cart.shippingOptions({ ...key, country: 'US' }));
    expect(items.map(({ price }) => price.amountMinor)).toEqual([0, 0]);
    const { order } = await place(key);
    expect(order.totals).toMatchObject({ shipping: money(0, 'USD'), shippingDiscount: money(599, 'USD'), total: money(1_900, 'USD') });
    expect(order.promotions).toMatchObject([{ name: 'Five' }, { name: 'Free delivery', amount: money(599, 'USD') }]);
  });

  it('are for first orders, by account and by email address', async () => {
    await make({ conditions: { minimumSpendMinor: null, firstOrder: true, groupId: null } });
    const email = 'first@example.com';
    const first = await cartWith([{ price: 1_000 }]);
    expect((await place(first, { email })).order.totals.discount.amountMinor).toBe(100);
    expect((await place(await cartWith([{ price: 1_000 }]), { email })).order.totals.discount.amountMinor).toBe(0);
    const customer = user();
    const { order } = await place(await cartWith([{ price: 1_000 }], customer), { paymentMethodId: 'pm_card_visa' }, customer);
    expect(order.totals.discount.amountMinor).toBe(100);
    await eventually(async () => expect(await shop.as(customer, (api) => api.cart.current())).toBeNull());
    const again = await cartWith([{ price: 1_000 }], customer);
    expect((await get(again, customer)).discount.amountMinor).toBe(0);
    expect((await place(again, { email: 'other@example.com' }, customer)).order.totals.discount.amountMinor).toBe(0);
  });

  it('are for groups that staff keep, by account and by email address', async () => {
    const customer = newId('user');
    const members = [customer, 'Friend@Example.com'];
    const group = await shop.as(admin, (api) => api.promotion.createGroup({ name: 'Friends', members }));
    expect(group.members).toEqual(['friend@example.com', customer]);
    await make({ conditions: { minimumSpendMinor: null, firstOrder: false, groupId: group.id } });
    const [member, stranger] = [user(['customer'], customer), user()];
    expect((await get(await cartWith([{ price: 1_000 }], member), member)).discount.amountMinor).toBe(100);
    expect((await get(await cartWith([{ price: 1_000 }], stranger), stranger)).discount.amountMinor).toBe(0);
    const key = await cartWith([{ price: 1_000 }]);
    expect((await place(key, { email: 'friend@example.com' })).order.totals.discount.amountMinor).toBe(100);
    const empty = { groupId: group.id, version: group.version, name: 'Friends', members: [] };
    await shop.as(admin, (api) => api.promotion.updateGroup(empty));
    expect((await place(await cartWith([{ price: 1_000 }]), { email: 'friend@example.com' })).order.totals.discount.amountMinor).toBe(0);
    await expect(shop.as(admin, (api) => api.promotion.updateGroup(empty))).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
    await expect(shop.as(admin, (api) => api.promotion.createGroup({ name: 'Friends', members: [] }))).rejects.toThrow('name: is taken');
  });
});

describe('uses', () => {
  it('of an order that is given up unpaid are free again, and only once', async () => {
    const code = newCode();
    const { id } = await make({ code, maxUses: 1, maxUsesPerCustomer: 1, currency: 'USD', budgetMinor: 100 });
    const key = await cartWith([{ price: 1_000 }]);
    await enter(key, code);
    const { order } = await place(key, { email: 'one@example.com' });
    expect(await read(id)).toMatchObject({ uses: 1, spentMinor: 100 });
    const other = await cartWith([{ price: 1_000 }]);
    await expect(enter(other, code)).rejects.toThrow('code: has been used up');
    // The cart that holds it still has it, and checks out with it again.
    expect((await get(key)).promotions).toMatchObject([{ amount: money(100, 'USD'), problem: null }]);
    expect((await place(key, { email: 'one@example.com' })).order.id).toBe(order.id);
    await shop.as(guest, (api) => api.order.cancel({ orderId: order.id, orderToken: order.token ?? '' }));
    expect(await read(id)).toMatchObject({ uses: 0, spentMinor: 0 });
    expect(await shop.db.rows('SELECT uses FROM promotion_customer WHERE promotion_id = $1', [id])).toEqual([{ uses: 0 }]);
    await shop.db.rows('SELECT give_back_promotions($1)', [order.id]);
    expect(await read(id)).toMatchObject({ uses: 0 });
    await enter(other, code);
    expect((await place(other, { email: 'one@example.com' })).order.totals.discount.amountMinor).toBe(100);
  });

  it('of an order that was paid for stay used when it is cancelled', async () => {
    const code = newCode();
    const { id } = await make({ code, maxUses: 1 });
    const key = await cartWith([{ price: 1_000 }]);
    await enter(key, code);
    const { order } = await place(key, { paymentMethodId: 'pm_card_visa' });
    const orderKey = { orderId: order.id, orderToken: order.token ?? '' };
    await eventually(async () => expect((await shop.as(guest, (api) => api.order.get(orderKey))).status).toBe('confirmed'));
    await shop.as(guest, (api) => api.order.cancel(orderKey));
    expect(await read(id)).toMatchObject({ uses: 1 });
  });

  it('are in words the shopper understands when a code has gone since it was entered', async () => {
    const code = newCode();
    const made = await make({ code, maxUses: 1 });
    const [fast, slow] = [await cartWith([{ price: 1_000 }]), await cartWith([{ price: 1_000 }])];
    await enter(fast, code);
    await enter(slow, code);
    await place(fast);
    expect((await get(slow)).promotions).toMatchObject([{ code, amount: money(0, 'USD'), problem: 'has been used up' }]);
    const error = await place(slow).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      cause: { code: 'CONFLICT', extras: { totals: { discount: money(0, 'USD'), total: money(1_599, 'USD') } } },
      message: expect.stringContaining(`The code ${code} has been used up.`),
    });
    expect(await shop.db.rows('SELECT id FROM orders WHERE cart_id = $1', [slow.cartId])).toEqual([]);
    expect((await place(slow, { expectedTotal: money(1_599, 'USD') })).order.totals.total).toEqual(money(1_599, 'USD'));
    expect(await read(made.id)).toMatchObject({ uses: 1 });
  });
});

describe('checkout', () => {
  it('orders nothing when it would cost something else than was shown, and says what', async () => {
    const key = await cartWith([{ price: 1_000 }]);
    const shown = money(1_599, 'USD');
    await make({ effect: { kind: 'percentage', basisPoints: 2_000 } });
    const refused = place(key, { expectedTotal: shown });
    await expect(refused).rejects.toMatchObject({
      cause: {
        code: 'CONFLICT',
        extras: { totals: { subtotal: money(1_000, 'USD'), discount: money(200, 'USD'), total: money(1_399, 'USD') } },
      },
    });
    await expect(place(key, { expectedTotal: money(1_399, 'EUR') })).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
    expect(await shop.db.rows('SELECT id FROM orders WHERE cart_id = $1', [key.cartId])).toEqual([]);
    expect((await place(key, { expectedTotal: money(1_399, 'USD') })).order.totals.total).toEqual(money(1_399, 'USD'));
  });
});

describe('what checkout asks the database', () => {
  /** The statements that placing an order takes. */
  async function statementsOf(key: Key): Promise<number> {
    let statements = 0;
    const counted = (sql: Sql): Sql => ({
      ...sql,
      rows: (text, values) => {
        statements += 1;
        return sql.rows(text, values);
      },
    });
    const { db } = shop.ctx;
    const ctx = {
      ...shop.ctx,
      db: { ...db, ...counted(db), transaction: <T>(work: (sql: Sql) => Promise<T>) => db.transaction((sql) => work(counted(sql))) },
    };
    // What is kept for a second is not a checkout's.
    await Promise.all([ctx.settings.current(), ctx.automaticPromotions.current()]);
    const input = { ...key, email: `${key.cartId}@example.com`, shippingAddress, shippingOptionId: 'standard' };
    await runInCall(guest, () => placeOrder(ctx, input));
    return statements;
  }

  it('is one statement more with a code that counts, and not one more without', async () => {
    const code = newCode();
    await make({ code });
    const [plain, coded] = [await cartWith([{ price: 1_000 }]), await cartWith([{ price: 1_000 }])];
    await enter(coded, code);
    const without = await statementsOf(plain);
    expect(await statementsOf(coded)).toBe(without + 1);
    // Load the cart; take it and write the order; the event; the payment.
    expect(without).toBeLessThanOrEqual(5);
  });
});

describe('many buyers at once', () => {
  /** Carts with a code entered, each by a guest of their own. */
  async function crowd(count: number, code: string) {
    const { variantId } = await shop.sell({ price: 1_000, onHand: 10_000 });
    const keys: Key[] = [];
    for (let begun = 0; begun < count; begun += 50) {
      const some = Array.from({ length: Math.min(50, count - begun) }, async () => {
        const { id: cartId, token } = await shop.as(guest, (api) => api.cart.create({}));
        const key = { cartId, cartToken: token ?? undefined };
        await shop.as(guest, (api) => api.cart.addItem({ ...key, variantId, quantity: 1 }));
        await enter(key, code);
        return key;
      });
      keys.push(...(await Promise.all(some)));
    }
    return keys;
  }

  async function race(keys: Key[], email?: string) {
    const results = await Promise.allSettled(keys.map((key) => place(key, email === undefined ? {} : { email })));
    const orders = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.order] : []));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [codeOf(result.reason)] : []));
    return { orders, refusals };
  }

  it('500 of them use a code with 100 uses exactly 100 times', async () => {
    const code = newCode();
    const { id } = await make({ code, maxUses: 100 });
    const { orders, refusals } = await race(await crowd(500, code));
    expect([orders.length, refusals.length, ...new Set(refusals)]).toEqual([100, 400, 'CONFLICT']);
    expect(orders.every(({ totals }) => totals.discount.amountMinor === 100)).toBe(true);
    expect(await read(id)).toMatchObject({ uses: 100 });
    const written = 'SELECT count(*) AS orders FROM promotion_use WHERE promotion_id = $1';
    expect(await shop.db.rows(written, [id])).toEqual([{ orders: 100 }]);
  }, 180_000);

  it('one customer in 40 carts uses it as often as one may', async () => {
    const code = newCode();
    const { id } = await make({ code, maxUsesPerCustomer: 3 });
    const { orders, refusals } = await race(await crowd(40, code), 'greedy@example.com');
    expect([orders.length, refusals.length]).toEqual([3, 37]);
    expect(await read(id)).toMatchObject({ uses: 3 });
  }, 60_000);

  it('40 of them spend a budget and not a cent more', async () => {
    const code = newCode();
    // Each takes 1.00 off: the budget is enough for seven, and not for an eighth.
    const { id } = await make({ code, currency: 'USD', budgetMinor: 799 });
    const { orders, refusals } = await race(await crowd(40, code));
    expect([orders.length, refusals.length]).toEqual([7, 33]);
    expect(await read(id)).toMatchObject({ uses: 7, spentMinor: 700 });
  }, 60_000);

  it('with several promotions each, entered in any order, never wait for each other in a circle', async () => {
    const made = [await make({ code: newCode() }), await make({ code: newCode() }), await make({ code: newCode() })];
    const keys = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const key = await cartWith([{ price: 1_000 }]);
        const order = index % 2 === 0 ? made : made.toReversed();
        for (const { code } of order) await enter(key, code ?? '');
        return key;
      }),
    );
    const { orders } = await race(keys);
    expect(orders).toHaveLength(30);
    for (const { id } of made) expect(await read(id)).toMatchObject({ uses: 30 });
  }, 60_000);
});

describe('promotions in the back office', () => {
  it('are found, changed from what they were, and never below what was used', async () => {
    const made = await make({ code: newCode(), name: 'Findable thing', maxUses: 5 });
    await expect(make({ code: made.code })).rejects.toThrow('code: is taken by another promotion');
    const unknown = { minimumSpendMinor: null, firstOrder: false, groupId: newId('customerGroup') };
    await expect(make({ conditions: unknown })).rejects.toThrow('conditions.groupId: is not a group');
    const list = (input: { query?: string; state?: 'active' | 'paused'; limit?: number; cursor?: string }) =>
      shop.as(user(['support']), (api) => api.promotion.list(input));
    expect(await list({ query: 'findable' })).toMatchObject({ total: 1, items: [{ id: made.id }], nextCursor: null });
    expect(await list({ query: 'findable', state: 'paused' })).toMatchObject({ total: 0, items: [] });
    const page = await list({ limit: 1 });
    expect((await list({ limit: 1, cursor: page.nextCursor ?? '' })).items[0]?.id).not.toBe(page.items[0]?.id);
    const key = await cartWith([{ price: 1_000 }]);
    await enter(key, made.code ?? '');
    await place(key);
    const second = await cartWith([{ price: 1_000 }]);
    await enter(second, made.code ?? '');
    await place(second);
    const rules = { ...sampleRules(), code: made.code, name: 'Other name', maxUses: 5 };
    const update = (changes: Partial<schemas.UpdatePromotionInput>, who = admin) =>
      shop.as(who, (api) => api.promotion.update({ promotionId: made.id, version: 1, ...rules, ...changes }));
    await expect(update({ maxUses: 1 })).rejects.toThrow('maxUses: is below the uses that there are already');
    await expect(update({ currency: 'USD' })).rejects.toThrow('currency: stays as it is');
    expect(await update({})).toMatchObject({ name: 'Other name', uses: 2, version: 2 });
    await expect(update({})).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
    await expect(update({ promotionId: newId('promotion') })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
    for (const who of [guest, user(), user(['support'])]) await expect(update({}, who)).rejects.toThrow();
  });

  it('refuse rules that do not fit together, naming the field', async () => {
    const field = (changes: Partial<schemas.PromotionRules>) =>
      make(changes).then(
        () => 'taken',
        (error: { cause?: { extras?: { errors?: { path: string }[] } } }) => error.cause?.extras?.errors?.[0]?.path,
      );
    expect(await field({ effect: { kind: 'fixed', amountMinor: 500 } })).toBe('currency');
    expect(await field({ budgetMinor: 500 })).toBe('currency');
    expect(await field({ startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' })).toBe('endsAt');
    const tier = { fromMinor: 5, basisPoints: 5 };
    expect(await field({ currency: 'USD', effect: { kind: 'tiered', tiers: [tier, tier] } })).toBe('effect.tiers.1.fromMinor');
    expect(await field({ code: 'A B' })).toBe('code');
  });
});
