import { newId } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addProduct, eventsOf, inCall, openTestShop } from '../test-shop.ts';
import { restock } from './restock.ts';

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

it('puts back what can be sold, says why, and tells of it; what cannot, and what nobody sells, changes nothing', async () => {
  const { db } = shop.services;
  const { variants } = await addProduct(shop.services, { onHand: 0 });
  const [variant] = variants;
  if (!variant) throw new Error('the product has a variant');
  const told = () => eventsOf(shop.services, 'inventory.changed');
  const before = await told();
  const lines = [
    { variantId: variant.id, sellable: 3 },
    { variantId: newId('variant'), sellable: 1 },
  ];
  const take = (back: typeof lines, reason: string) =>
    inCall(() => db.transaction((sql) => restock(sql, { lines: back, reason, actor: 'staff' })));
  await take(lines, 'Return ret_1');
  await take([{ variantId: variant.id, sellable: 0 }], 'Return ret_2');
  expect(await db.rows('SELECT on_hand, available FROM stock WHERE variant_id = $1', [variant.id])).toEqual([{ on_hand: 3, available: 3 }]);
  expect(await db.rows('SELECT delta, reason FROM stock_adjustment WHERE variant_id = $1', [variant.id])).toEqual([
    { delta: 3, reason: 'Return ret_1' },
  ]);
  expect((await told()).slice(before.length)).toMatchObject([
    { variants: [{ variantId: variant.id, available: 3 }], soldOutChanged: true },
  ]);
});
