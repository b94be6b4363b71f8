import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** An order that had been confirmed is given up, or one whose customer had been asked to pay. Of any other they never heard. */
export function onOrderCancelled(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.cancelled', async (sql, event) => {
    const { orderId, wasConfirmed, wasRequested, toRefund } = event.data;
    if (!wasConfirmed && !wasRequested) return;
    return queueMessage(services, sql, { eventId: event.id, kind: 'order-cancelled', subjectId: orderId, detail: { toRefund } });
  });
}
