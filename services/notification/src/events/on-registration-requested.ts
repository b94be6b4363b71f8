import { type Consumer, on } from '@tradewind/messaging';
import { queueMessage } from '../message/queue-message.ts';
import type { Services } from '../services.ts';

/** The code, or the note that there is an account, goes to the address. */
export function onRegistrationRequested(services: Pick<Services, 'jobs'>): Consumer {
  return on('user.registration_requested', async (sql, event) => {
    return queueMessage(services, sql, { eventId: event.id, kind: 'registration-code', subjectId: event.data.registrationId, detail: {} });
  });
}
