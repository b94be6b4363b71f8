import { appendEvents, on } from '@tradewind/messaging';
import { markConflicted } from '../order/capture-order.ts';
import { lockOrder } from '../order/order-store.ts';

/** The processor took another amount or currency than was asked for: never counted as paid, for people to settle. */
export const onPaymentConflicted = on('payment.conflicted', async (sql, { data }) => {
  const { events } = await markConflicted(sql, await lockOrder(sql, data.orderId), data.actual);
  await appendEvents(sql, events);
});
