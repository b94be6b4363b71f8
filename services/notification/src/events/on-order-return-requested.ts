import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A customer asks to return something: they hear that it arrived. */
export function onOrderReturnRequested(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.return_requested', async (sql, event) => {
    const { orderId, returnId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'return-requested', subjectId: orderId, detail: { returnId } });
  });
}
