import { newId, newUuid } from '@tradewind/contracts/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Notification, openNotification } from '../test-kit.ts';
import { forgetMessages } from './forget-messages.ts';
import { insertMessage } from './message-store.ts';

let service: Notification;
beforeAll(async () => {
  service = await openNotification();
});
afterAll(() => service.close());

/** A message of such a status that was asked for so long ago. */
async function message(status: 'queued' | 'sent' | 'failed', age: string): Promise<string> {
  const id = newId('message');
  await insertMessage(service.db, { id, eventId: newUuid(), kind: 'order-confirmed', subjectId: newId('order'), detail: {} });
  await service.db.rows(
    `UPDATE message SET status = $2, sent_at = CASE WHEN $2 = 'sent' THEN now() END, created_at = now() - $3::interval WHERE id = $1`,
    [id, status, age],
  );
  return id;
}

it('forgets messages that were sent or have failed longer ago than they are kept, some at a time, and no others', async () => {
  await message('sent', '1 year');
  await message('sent', '90 days 1 minute');
  await message('failed', '90 days 1 minute');
  const waiting = await message('queued', '1 year');
  const young = await message('sent', '89 days 23 hours 59 minutes');
  const { messages } = forgetMessages(service.db);
  expect([await messages(2), await messages(2), await messages(2)]).toEqual([2, 1, 0]);
  expect((await service.messages()).map(({ id }) => id)).toEqual([waiting, young]);
});
