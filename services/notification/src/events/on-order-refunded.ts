import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** Money went back: its customer hears how much. */
export function onOrderRefunded(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.refunded', async (sql, event) => {
    const { orderId, amount, totalRefunded, to } = event.data;
    return queueMessage(services, sql, {
      eventId: event.id,
      kind: 'order-refunded',
      subjectId: orderId,
      detail: { amount, totalRefunded, to },
    });
  });
}
