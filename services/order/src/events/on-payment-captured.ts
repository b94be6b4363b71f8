import { on } from '@tradewind/messaging';
import { captureOrder } from '../order/capture-order.ts';

/** The money has come: the order is confirmed; of a cancelled one the payment service gives it back by itself. */
export const onPaymentCaptured = on('payment.captured', (sql, { data }) => captureOrder(sql, data));
