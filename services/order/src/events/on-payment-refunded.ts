import { on } from '@tradewind/messaging';
import { settleRefund } from '../order/settle-refund.ts';

/** Money went back: sums, states and the customer hear of it. */
export const onPaymentRefunded = on('payment.refunded', (sql, { data }) => settleRefund(sql, data));
