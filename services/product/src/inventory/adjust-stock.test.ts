import { newId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../services.ts';
import { addProduct, callerOf, eventsOf, forgetAnswer, inCall, openTestShop, reservationOf } from '../test-shop.ts';
import { reserveStock } from './reserve-stock.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
let services: Services;
beforeAll(async () => {
  shop = await openTestShop();
  services = shop.services;
});
afterAll(() => shop.close());

it('corrects the count, notes who and why, and tells when a product is back', async () => {
  const { id, variants } = await addProduct(services, { onHand: 0 });
  const sku = variants[0]?.sku ?? '';
  const staff = callerOf(services, { role: 'catalog' });
  expect(await staff.inventory.adjust({ sku, delta: 7, reason: 'Delivery 12' })).toEqual({ sku, onHand: 7, reserved: 0, available: 7 });
  expect(await staff.inventory.bySku({ sku })).toEqual({ sku, onHand: 7, reserved: 0, available: 7 });
  const notes = await services.db.rows('SELECT delta, reason, actor FROM stock_adjustment WHERE variant_id = $1', [variants[0]?.id]);
  expect(notes).toEqual([{ delta: 7, reason: 'Delivery 12', actor: expect.stringMatching(/^usr_/) }]);
  const told = (await eventsOf(services, 'inventory.changed')).filter((data) => data.productId === id);
  expect(told).toEqual([expect.objectContaining({ soldOutChanged: true })]);
  await expect(services.db.rows('DELETE FROM stock_adjustment')).rejects.toThrow('only ever added to');
});

it('keeps what is reserved, and refuses nonsense', async () => {
  const { variants } = await addProduct(services, { onHand: 5 });
  const [variant] = variants;
  if (!variant) throw new Error('no variant');
  await inCall(() => reserveStock(services, reservationOf([{ variantId: variant.id, quantity: 3 }], newId('order'))));
  const { inventory } = callerOf(services, { role: 'admin' });
  const { sku } = variant;
  await expect(inventory.adjust({ sku, delta: -3, reason: 'Broken' })).rejects.toMatchObject({ cause: { code: 'CONFLICT' } });
  await expect(inventory.adjust({ sku, delta: 0, reason: 'Nothing' })).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
  await expect(inventory.adjust({ sku, delta: 1.5, reason: 'Half' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(inventory.adjust({ sku, delta: 1, reason: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(inventory.adjust({ sku: 'NO-SUCH', delta: 1, reason: 'New' })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  await expect(inventory.bySku({ sku: 'NO-SUCH' })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  expect(await inventory.adjust({ sku, delta: -2, reason: 'Broken' })).toMatchObject({ onHand: 3, reserved: 3, available: 0 });
});

it('counts once under one key, also when nobody could say that it was done', async () => {
  const { variants } = await addProduct(services, { onHand: 5 });
  const { inventory } = callerOf(services, { role: 'catalog' });
  const sku = variants[0]?.sku ?? '';
  const input = { sku, delta: 4, reason: 'Delivery 13', idempotencyKey: `adjust-${sku}` };
  const level = { sku, onHand: 9, reserved: 0, available: 9 };
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => inventory.adjust(input)));
  for (const answer of answers) {
    if (answer.status === 'fulfilled') expect(answer.value).toEqual(level);
    else expect(answer.reason).toMatchObject({ cause: { code: 'IDEMPOTENCY_IN_FLIGHT' } });
  }
  expect(await inventory.adjust(input)).toEqual(level);
  await forgetAnswer(services, input.idempotencyKey);
  expect(await inventory.adjust(input)).toEqual(level);
  const other = inventory.adjust({ ...input, delta: 5 });
  await expect(other).rejects.toMatchObject({ cause: { code: 'IDEMPOTENCY_MISMATCH' } });
  expect(await callerOf(services, { role: 'catalog' }).inventory.adjust(input)).toMatchObject({ onHand: 13 });
});
