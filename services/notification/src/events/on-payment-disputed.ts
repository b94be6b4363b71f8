import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A bank wants money back, or asks: staff hear until when they may answer. */
export function onPaymentDisputed(services: Pick<Services, 'jobs'>): Consumer {
  return on('payment.disputed', async (sql, { id: eventId, data: { orderId: subjectId, disputeId, amount, dueAt } }) =>
    queueMessage(services, sql, { eventId, kind: 'dispute-opened', recipient: 'staff', subjectId, detail: { disputeId, amount, dueAt } }),
  );
}
