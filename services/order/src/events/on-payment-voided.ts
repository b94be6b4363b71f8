import { appendEvents, on } from '@tradewind/messaging';
import { cancelLocked } from '../order/cancel-locked.ts';
import { paymentChanged } from '../order/capture-order.ts';
import { changeOrder, lockOrder } from '../order/order-store.ts';

/**
 * Nothing will be paid. An order that still waited for it is given up, whoever had the payment voided; an edit by whoever has it voided, or
 * by its expiry.
 */
export const onPaymentVoided = on('payment.voided', async (sql, { data }) => {
  if (data.editId) return;
  const row = await lockOrder(sql, data.orderId);
  if (row.paid > 0 || row.paymentStatus === 'voided') return;
  if (row.status === 'pending') {
    const { row: next, events } = await cancelLocked(sql, row, { by: 'system', reason: 'payment-voided', voided: true });
    await appendEvents(sql, [...events, paymentChanged(next)]);
  } else {
    await appendEvents(sql, [paymentChanged(await changeOrder(sql, row, { paymentStatus: 'voided' }))]);
  }
});
