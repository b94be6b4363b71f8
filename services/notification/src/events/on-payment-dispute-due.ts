import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** The time for evidence is nearly over, and nobody has answered: staff are reminded. */
export function onPaymentDisputeDue(services: Pick<Services, 'jobs'>): Consumer {
  return on('payment.dispute_due', async (sql, { id: eventId, data: { orderId: subjectId, disputeId, amount, dueAt } }) =>
    queueMessage(services, sql, { eventId, kind: 'dispute-due', recipient: 'staff', subjectId, detail: { disputeId, amount, dueAt } }),
  );
}
