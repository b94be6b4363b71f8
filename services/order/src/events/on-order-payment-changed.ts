import { on } from '@tradewind/messaging';
import { countOrder } from '../sales/count-order.ts';

/** Money has moved, so the figures of sales follow. */
export const onOrderPaymentChanged = on('order.payment_changed', (sql, { data }) => countOrder(sql, data.orderId));
