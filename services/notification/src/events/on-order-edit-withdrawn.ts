import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A change that waited for its payment does not come about. Where the order itself was cancelled, the mail about that says enough. */
export function onOrderEditWithdrawn(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.edit_withdrawn', async (sql, event) => {
    const { orderId, reason } = event.data;
    if (reason === 'order-cancelled') return;
    return queueMessage(services, sql, { eventId: event.id, kind: 'edit-withdrawn', subjectId: orderId, detail: { reason } });
  });
}
