import { on } from '@tradewind/messaging';
import { cancelReservation } from '../inventory/settle-reservation.ts';

/** An order is given up, which happens only before anything of it is shipped: its stock can be sold again. */
export const onOrderCancelled = on('order.cancelled', async (sql, { data }) => {
  await cancelReservation(sql, data.orderId);
});
