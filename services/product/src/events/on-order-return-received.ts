import { on } from '@tradewind/messaging';
import { restock } from '../inventory/restock.ts';

/** Pieces of an order came back: those that can be sold again are. */
export const onOrderReturnReceived = on('order.return_received', async (sql, { data, actor }) => {
  await restock(sql, { lines: data.lines, reason: `Return ${data.returnId} of order ${data.orderId}`, actor });
});
