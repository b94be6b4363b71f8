import { on } from '@tradewind/messaging';
import { countOrder } from '../sales/count-order.ts';

/** What was given up is no sale. */
export const onOrderCancelled = on('order.cancelled', (sql, { data }) => countOrder(sql, data.orderId));
