import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** A gift card goes to its recipient, with a code that nobody else has seen. */
export function onPaymentGiftCardIssued(services: Pick<Services, 'jobs'>): Consumer {
  return on('payment.gift_card_issued', async (sql, event) => {
    return queueMessage(services, sql, { eventId: event.id, kind: 'gift-card', subjectId: event.data.accountId, detail: {} });
  });
}
