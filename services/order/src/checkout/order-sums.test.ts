import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, writeOrder } from '../test-kit.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

it('lines and delivery add up to their order when a transaction ends, whoever writes what', async () => {
  const { id, items } = await writeOrder(shop);
  const [line] = items;
  const change = (text: string, ...values: unknown[]) => shop.db.transaction((sql) => sql.rows(text, values));
  for (const part of ['quantity', 'unit_price', 'discount', 'tax', 'included_tax']) {
    const tampering = change(`UPDATE order_item SET ${part} = ${part} + 1 WHERE id = $1`, line?.id);
    await expect(tampering, part).rejects.toMatchObject({ code: '23514', constraint: 'order_sums_hold' });
  }
  for (const part of ['shipping_tax', 'shipping_included_tax', 'included_tax']) {
    const tampering = change(`UPDATE orders SET ${part} = ${part} + 1 WHERE id = $1`, id);
    await expect(tampering, part).rejects.toMatchObject({ constraint: 'order_sums_hold' });
  }
  const shifted = change('UPDATE orders SET subtotal = subtotal + 1, discount = discount + 1 WHERE id = $1', id);
  await expect(shifted).rejects.toMatchObject({ constraint: 'order_sums_hold' });
  await expect(change('DELETE FROM order_item WHERE id = $1', line?.id)).rejects.toMatchObject({ constraint: 'order_sums_hold' });
  const tooMuch = change('UPDATE order_item SET discount = unit_price * quantity + 1 WHERE id = $1', line?.id);
  await expect(tooMuch).rejects.toMatchObject({ constraint: 'order_item_discount_within_price' });
});

it('both sides may change in one transaction', async () => {
  const { id, items } = await writeOrder(shop);
  await shop.db.transaction(async (sql) => {
    await sql.rows('UPDATE order_item SET discount = 7 WHERE id = $1', [items[0]?.id]);
    await sql.rows('UPDATE orders SET discount = 7, total = total - 7 WHERE id = $1', [id]);
  });
  const [row] = await shop.db.rows<{ discount: number }>('SELECT discount FROM orders WHERE id = $1', [id]);
  expect(row?.discount).toBe(7);
});
