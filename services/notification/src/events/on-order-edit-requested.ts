import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A change of an order costs more: its customer gets the link to pay the difference. */
export function onOrderEditRequested(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.edit_requested', async (sql, event) => {
    const { orderId, editId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'edit-requested', subjectId: orderId, detail: { editId } });
  });
}
