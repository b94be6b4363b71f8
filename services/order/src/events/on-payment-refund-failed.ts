import { on } from '@tradewind/messaging';
import { failRefund } from '../order/settle-refund.ts';

/** The processor could not give the money back: staff may try again. */
export const onPaymentRefundFailed = on('payment.refund_failed', (sql, { data }) => failRefund(sql, data));
