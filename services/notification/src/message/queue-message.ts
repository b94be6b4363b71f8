import { newId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import type { Services } from '../services.ts';
import { insertMessage, type NewMessage } from './message-store.ts';

/**
 * Writes the message that an event asks for, in the transaction that takes note of the event, once per event.
 * @returns what starts its sending, for after the commit. If that is lost, the sweep finds the row.
 */
export async function queueMessage(
  services: Pick<Services, 'jobs'>,
  sql: Sql,
  message: Omit<NewMessage, 'id'>,
): Promise<() => Promise<void>> {
  const id = newId('message');
  const isNew = await insertMessage(sql, { ...message, id });
  return async () => {
    if (isNew) await services.jobs.enqueue('send-message', { messageId: id });
  };
}
