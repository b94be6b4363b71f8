import { newId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, openTestShop, productInput, reservationOf } from './test-shop.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

type Caller = ReturnType<typeof callerOf>;
const line = { variantId: newId('variant'), quantity: 1 };
const guarded: Record<string, (caller: Caller) => Promise<unknown>> = {
  'variant.forSale': (caller) => caller.variant.forSale({ variantIds: [line.variantId] }),
  'inventory.reserve': (caller) => caller.inventory.reserve(reservationOf([line])),
  'inventory.release': (caller) => caller.inventory.release({ orderId: newId('order') }),
  'inventory.commit': (caller) => caller.inventory.commit({ orderId: newId('order') }),
  'inventory.bySku': (caller) => caller.inventory.bySku({ sku: 'X' }),
  'inventory.adjust': (caller) => caller.inventory.adjust({ sku: 'X', delta: 1, reason: 'x' }),
  'staff.list': (caller) => caller.staff.list({}),
  'staff.get': (caller) => caller.staff.get({ productId: newId('product') }),
  'staff.create': (caller) => caller.staff.create(productInput()),
  'staff.update': (caller) => caller.staff.update({ productId: newId('product') }),
  'staff.updateVariant': (caller) => caller.staff.updateVariant({ variantId: line.variantId }),
};

describe.each(Object.entries(guarded))('%s', (_name, call) => {
  it('is refused to those it is not for', async () => {
    await expect(call(callerOf(shop.services, 'guest'))).rejects.toMatchObject({ code: expect.stringMatching(/UNAUTHORIZED|FORBIDDEN/) });
    await expect(call(callerOf(shop.services, { role: 'customer' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call(callerOf(shop.services, { service: 'payment' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

it('takes the order service at its word, and checks it', async () => {
  const { inventory } = callerOf(shop.services, { service: 'order' });
  for (const quantity of [0, -1, 1.5, 1000]) {
    await expect(inventory.reserve(reservationOf([{ ...line, quantity }]))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  }
  await expect(inventory.reserve(reservationOf([]))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const orderId = newId('order');
  expect(await inventory.release({ orderId })).toEqual({ orderId, status: 'released' });
  await expect(inventory.commit({ orderId: newId('order') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('refuses input that is malformed, whoever sends it', async () => {
  const { product, staff } = callerOf(shop.services, { role: 'admin' });
  await expect(product.list({ query: 'x'.repeat(10_000) })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(product.list({ minPrice: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(product.list({ limit: 101 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(product.suggest({ query: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(staff.create({ ...productInput(), title: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
