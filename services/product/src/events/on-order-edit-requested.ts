import { on } from '@tradewind/messaging';
import { keepReservation } from '../inventory/keep-reservation.ts';

/** An edit waits for its payment: what is set aside for it is kept as long. */
export const onOrderEditRequested = on('order.edit_requested', (sql, { data: { editId, expiresAt } }) =>
  keepReservation(sql, { editId, until: expiresAt }),
);
