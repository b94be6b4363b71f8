import { on } from '@tradewind/messaging';
import { countOrder } from '../sales/count-order.ts';

/** Other pieces are sold, so the figures of sales follow. */
export const onOrderEdited = on('order.edited', (sql, { data }) => countOrder(sql, data.orderId));
