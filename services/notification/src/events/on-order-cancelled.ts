import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** An order that had been confirmed is given up. One that never was, was never heard of either. */
export function onOrderCancelled(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.cancelled', async (sql, event) => {
    const { orderId, wasConfirmed, toRefund } = event.data;
    if (!wasConfirmed) return;
    return queueMessage(services, sql, { eventId: event.id, kind: 'order-cancelled', subjectId: orderId, detail: { toRefund } });
  });
}
