import { on } from '@tradewind/messaging';
import { captureOrder } from '../order/capture-order.ts';
import { takeSupplement } from '../supplement/take-supplement.ts';

/** The money has come: the order is confirmed, or an edit of it made; of what was given up the payment service gives it back by itself. */
export const onPaymentCaptured = on('payment.captured', async (sql, { data: { editId, ...data } }) => {
  if (editId) await takeSupplement(sql, { ...data, editId });
  else await captureOrder(sql, data);
});
