import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** Staff have changed an order: its customer hears what of it. */
export function onOrderEdited(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.edited', async (sql, event) => {
    const { orderId, editId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'order-edited', subjectId: orderId, detail: { editId } });
  });
}
