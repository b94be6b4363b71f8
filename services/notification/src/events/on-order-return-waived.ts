import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A return is settled without a parcel: its customer hears that nothing need be sent. */
export function onOrderReturnWaived(services: Pick<Services, 'jobs'>): Consumer {
  return on('order.return_waived', async (sql, event) => {
    const { orderId, returnId } = event.data;
    return queueMessage(services, sql, { eventId: event.id, kind: 'return-waived', subjectId: orderId, detail: { returnId } });
  });
}
