import { appendEvents, on } from '@tradewind/messaging';
import { markConflicted } from '../order/capture-order.ts';
import { addFact, lockOrder } from '../order/order-store.ts';
import { withdrawLocked } from '../supplement/withdraw-locked.ts';

/** The processor took another amount or currency than was asked for: never counted as paid, for people to settle. An edit is given up by it. */
export const onPaymentConflicted = on('payment.conflicted', async (sql, { data }) => {
  const row = await lockOrder(sql, data.orderId);
  if (data.editId) await addFact(sql, row.id, { type: 'payment_conflicted', data: { expected: data.expected, actual: data.actual } });
  const { events } = await (data.editId ? withdrawLocked(sql, row, 'conflicted') : markConflicted(sql, row, data.actual));
  await appendEvents(sql, events);
});
