import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** The order is paid for: its customer gets the confirmation. */
export function onOrderConfirmed(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.confirmed', async (sql, event) => {
    return queueMessage(services, sql, { eventId: event.id, kind: 'order-confirmed', subjectId: event.data.orderId, detail: {} });
  });
}
