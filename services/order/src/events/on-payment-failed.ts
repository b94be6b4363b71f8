import { appendEvents, on } from '@tradewind/messaging';
import { paymentChanged } from '../order/capture-order.ts';
import { addFact, changeOrder, lockOrder } from '../order/order-store.ts';

/** A card was declined. The order, or the edit of it, waits on: its customer may try another one. */
export const onPaymentFailed = on('payment.failed', async (sql, { data }) => {
  const row = await lockOrder(sql, data.orderId);
  if (data.editId) {
    await addFact(sql, row.id, { type: 'edit_payment_failed', data: { editId: data.editId, declineCode: data.declineCode } });
    return;
  }
  if (row.status !== 'pending' || row.paid > 0) return;
  await addFact(sql, row.id, { type: 'payment_failed', data: { declineCode: data.declineCode } });
  if (row.paymentStatus !== 'none' && row.paymentStatus !== 'authorized') return;
  const next = await changeOrder(sql, row, { paymentStatus: 'failed' });
  await appendEvents(sql, [paymentChanged(next)]);
});
