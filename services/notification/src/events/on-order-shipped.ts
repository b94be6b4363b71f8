import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A parcel left: its customer hears what is in it. */
export function onOrderShipped(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.shipped', async (sql, event) => {
    const { orderId, shipmentId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'order-shipped', subjectId: orderId, detail: { shipmentId } });
  });
}
