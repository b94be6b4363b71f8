import { appendEvents, on } from '@tradewind/messaging';
import { cancelLocked } from '../order/cancel-locked.ts';
import { lockOrder } from '../order/order-store.ts';

/** Paid for, but its stock had lapsed and none is left: the order is cancelled, and the money goes back. */
export const onInventoryCommitFailed = on('inventory.commit_failed', async (sql, { data }) => {
  const row = await lockOrder(sql, data.orderId);
  if (row.status !== 'confirmed' || row.fulfilmentStatus !== 'unfulfilled') return;
  const { events } = await cancelLocked(sql, row, { by: 'system', reason: 'out-of-stock' });
  await appendEvents(sql, events);
});
