import { on } from '@tradewind/messaging';
import { releaseReservation } from '../inventory/settle-reservation.ts';

/** An edit that waited for its payment is given up: what was set aside for it can be sold again. */
export const onOrderEditWithdrawn = on('order.edit_withdrawn', async (sql, { data }) => {
  await releaseReservation(sql, data.editId);
});
