import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A bank has decided: staff hear how. */
export function onPaymentDisputeClosed(services: Pick<Services, 'jobs'>): Consumer {
  return on('payment.dispute_closed', async (sql, { id: eventId, data: { orderId: subjectId, disputeId, amount, outcome } }) =>
    queueMessage(services, sql, { eventId, kind: 'dispute-closed', recipient: 'staff', subjectId, detail: { disputeId, amount, outcome } }),
  );
}
