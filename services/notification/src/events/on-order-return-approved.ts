import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A return is taken on: its customer hears how to send it. */
export function onOrderReturnApproved(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.return_approved', async (sql, event) => {
    const { orderId, returnId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'return-approved', subjectId: orderId, detail: { returnId } });
  });
}
