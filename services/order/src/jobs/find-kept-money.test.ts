import { runInCall } from '@tradewind/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelLocked } from '../order/cancel-locked.ts';
import { captureOrder } from '../order/capture-order.ts';
import { lockOrder } from '../order/order-store.ts';
import { openShop, writeOrder } from '../test-kit.ts';
import { findKeptMoney } from './find-kept-money.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const asOrder = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' } }, work);
const find = () => asOrder(() => findKeptMoney(shop.ctx));

it('finds the money of cancelled orders an hour after their last change, and no other', async () => {
  const [kept, standing, unpaid] = [await writeOrder(shop), await writeOrder(shop), await writeOrder(shop)];
  for (const { id } of [kept, standing]) {
    await asOrder(() => shop.db.transaction((sql) => captureOrder(sql, { orderId: id, paymentId: null, amount: null })));
  }
  for (const { id } of [kept, unpaid]) {
    await shop.db.transaction(async (sql) => void (await cancelLocked(sql, await lockOrder(sql, id), { by: 'staff' })));
  }
  const changedAgo = (minutes: number) => shop.db.rows(`UPDATE orders SET updated_at = now() - $1 * interval '1 minute'`, [minutes]);
  await changedAgo(59);
  expect(await find()).toEqual({ kept: 0 });
  await changedAgo(60);
  expect(await find()).toEqual({ kept: 1 });
  await shop.db.rows('UPDATE orders SET refund_pending = paid WHERE id = $1', [kept.id]);
  expect(await find()).toEqual({ kept: 0 });
});
