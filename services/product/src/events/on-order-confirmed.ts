import { on } from '@tradewind/messaging';
import { commitReservation } from '../inventory/settle-reservation.ts';

/** An order is paid: what was reserved for it is sold. */
export const onOrderConfirmed = on('order.confirmed', async (sql, { data }) => {
  await commitReservation(sql, data);
});
