import { on } from '@tradewind/messaging';
import { editReservation } from '../inventory/edit-reservation.ts';

/** Pieces of a paid order were taken off it, or put on: its stock follows. */
export const onOrderEdited = on('order.edited', (sql, { data }) => editReservation(sql, data));
