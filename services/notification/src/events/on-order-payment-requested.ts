import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** Staff have made an order: its customer gets the link to pay for it. */
export function onOrderPaymentRequested(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.payment_requested', async (sql, event) => {
    const { orderId, ...detail } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'payment-requested', subjectId: orderId, detail });
  });
}
