import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A return is not taken on: its customer hears why. */
export function onOrderReturnRejected(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.return_rejected', async (sql, event) => {
    const { orderId, returnId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'return-rejected', subjectId: orderId, detail: { returnId } });
  });
}
