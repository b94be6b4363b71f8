import { afterEach, describe, expect, it } from 'vitest';
import { addresses } from '../addresses.ts';
import {
  bearer,
  buy,
  type Charge,
  type CheckoutResult,
  call,
  charges,
  checkoutBody,
  eventually,
  faults,
  get,
  newCart,
  newProduct,
  type Order,
  requireBalancedLedger,
  stockOf,
} from '../shop.ts';

afterEach(async () => faults({}));

async function oneVariant(onHand: number) {
  const variant = (await newProduct({ onHand })).variants[0];
  if (!variant) throw new Error('no variant');
  return variant;
}

interface Accounts {
  readonly items: readonly { readonly account: string; readonly balance: { readonly amountMinor: number; readonly currency: string } }[];
}

/** What was ever sold by the ledger, in minor units of USD: credits are negative. */
async function sold(): Promise<number> {
  const { items } = await get<Accounts>('/admin/ledger/accounts', await bearer('finance'));
  return -(items.find(({ account, balance }) => account === 'sales' && balance.currency === 'USD')?.balance.amountMinor ?? 0);
}

/** Both books as they are now, to compare them with what comes after. */
async function openBooks() {
  const known = new Set((await charges()).map(({ id }) => id));
  const booked = await sold();
  return {
    /** Waits until each charge since then has an order of its own that is paid, and the ledger has grown by them and no more. */
    async close(): Promise<Charge[]> {
      const fresh = await eventually(async () => {
        const taken = (await charges()).filter(({ id, status }) => !known.has(id) && status === 'succeeded');
        const orderIds = taken.map(({ metadata }) => metadata.orderId);
        expect(new Set(orderIds).size).toBe(orderIds.length);
        for (const { metadata, amount } of taken) {
          const order = await get<Order>(`/admin/orders/${metadata.orderId}`, await bearer('support'));
          expect(order).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', totals: { total: { amountMinor: amount } } });
        }
        return taken;
      }, 60_000);
      expect(await sold()).toBe(booked + fresh.reduce((sum, { amount }) => sum + amount, 0));
      await requireBalancedLedger();
      return fresh;
    },
  };
}

describe('a processor that misbehaves', () => {
  it('loses its answer after the charge: one order, one charge', async () => {
    const variant = await oneVariant(50);
    const books = await openBooks();
    await faults({ loseAnswerRate: 0.4, seed: 7 });
    const answers = [];
    for (let index = 0; index < 10; index += 1) answers.push(await buy(variant.id));
    await faults({});
    const orders = answers.flatMap(({ status, body }) => (status === 201 ? [body.order.id] : []));
    expect(orders.length).toBeGreaterThan(0);
    const paid = (await books.close()).map(({ metadata }) => metadata.orderId);
    expect(paid).toEqual(expect.arrayContaining(orders));
  });

  it('sends each webhook twice and out of order: one order, one charge', async () => {
    const variant = await oneVariant(50);
    const books = await openBooks();
    await faults({ duplicateWebhooks: true, reorderWebhooks: true, seed: 11 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => buy(variant.id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 40, reserved: 0 }));
    const paid = (await books.close()).map(({ metadata }) => metadata.orderId);
    expect(paid.toSorted()).toEqual(answers.map(({ body }) => body.order.id).toSorted());
  });

  it('errs in every way at once: of a hundred who insist each is charged once, for one paid order', { timeout: 240_000 }, async () => {
    const variant = await oneVariant(200);
    const books = await openBooks();
    const before = await differences();
    const errs = { errorRate: 0.05, errorAfterRate: 0.05, busyRate: 0.05, resetRate: 0.05, loseAnswerRate: 0.05 };
    await faults({ ...errs, delayMs: 30, duplicateWebhooks: true, webhookDelayMs: 2_000, seed: 3 });
    const waiting = Array.from({ length: 100 }, (_, number) => number).values();
    const orders: string[] = [];
    const oneAfterTheOther = async () => {
      for (const number of waiting) orders.push(await insist(variant.id, `faults-${number}-${Date.now()}`));
    };
    await Promise.all(Array.from({ length: 12 }, oneAfterTheOther));
    await faults({});
    await eventually(async () => expect(await stockOf(variant.sku)).toMatchObject({ onHand: 100, reserved: 0 }), 90_000);
    const paid = (await books.close()).map(({ metadata }) => metadata.orderId);
    expect(paid.toSorted()).toEqual(orders.toSorted());
    // A second one that nobody knows of could be paid as well.
    const begun = (await intents()).filter(({ metadata }) => orders.includes(metadata.orderId ?? ''));
    expect(begun).toHaveLength(orders.length);
    await eventually(async () => expect(await differences()).toEqual(before), 60_000);
  });
});

/** What was ever begun at the processor. */
async function intents(): Promise<{ metadata: { orderId?: string } }[]> {
  return ((await (await fetch(`${addresses.sandbox}/_sandbox/intents`)).json()) as { items: [] }).items;
}

interface Balance {
  readonly ours: { readonly amountMinor: number; readonly currency: string };
  readonly theirs: { readonly amountMinor: number };
}

/** How far the ledger is from the processor's balance, by currency: other tests may have changed the latter behind our back. */
async function differences(): Promise<unknown[]> {
  const { balances } = await get<{ balances: Balance[] }>('/admin/reconciliation', await bearer('finance'));
  const off = balances.map(({ ours, theirs }) => [ours.currency, ours.amountMinor - theirs.amountMinor]);
  return off.filter(([, amount]) => amount !== 0);
}

/** Buys one, and asks again under the same key until there is an answer that counts. @returns the order */
async function insist(variantId: string, key: string): Promise<string> {
  const cart = await newCart([{ variantId, quantity: 1 }]);
  const body = await checkoutBody(cart);
  return await eventually(async () => {
    const headers = { ...cart.headers, 'idempotency-key': key };
    const answer = await call<CheckoutResult>('POST', `/carts/${cart.id}/checkout`, { body, headers });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body.order.id;
  }, 60_000);
}
