import { serviceNames } from '@tradewind/contracts/permissions';
import type { notification } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { addresses, servicePort } from './addresses.ts';
import { bearer, eventually, get } from './shop.ts';

export interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
}

export async function mailsTo(email: string): Promise<Mail[]> {
  const answer = await fetch(`${addresses.mailbox}/messages?to=${encodeURIComponent(email)}`);
  return ((await answer.json()) as { items: Mail[] }).items;
}

/** What the services say of their events: how many wait, and a text that changes when any moves on. */
async function traffic(): Promise<{ waiting: number; moved: string }> {
  const texts = await Promise.all(serviceNames.map(async (name) => (await fetch(`http://127.0.0.1:${servicePort(name)}/metrics`)).text()));
  const lines = texts.flatMap((text) => text.split('\n'));
  const waiting = lines
    .filter((line) => /^tradewind_(outbox_depth|consumer_lag_events|parked_retrying)\b/.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return { waiting, moved: lines.filter((line) => /^tradewind_events_(published|handled)_total\b/.test(line)).join('\n') };
}

type Messages = z.infer<typeof notification.messageList>;

/**
 * Waits until nothing is under way in the shop: every event was published and has had its effect, and no mail is waiting to leave.
 * Looked at twice with nothing moved between, since the services are not asked in one instant.
 */
export async function untilQuiet(): Promise<void> {
  await eventually(async () => {
    const before = await traffic();
    const { items } = await get<Messages>('/admin/messages?limit=100', await bearer('support'));
    const after = await traffic();
    const mails = items.filter(({ status }) => status === 'queued').length;
    if (before.waiting + after.waiting + mails > 0) throw new Error(`${before.waiting} events and ${mails} mails are under way`);
    if (before.moved !== after.moved) throw new Error('events are under way');
  });
}

/**
 * What an address was sent once nothing is under way any more, the oldest first.
 * @throws Error when it was sent anything but one mail for each of these subjects, in their order
 */
export async function sentMails(email: string, subjects: readonly string[]): Promise<Mail[]> {
  await untilQuiet();
  const mails = (await mailsTo(email)).toReversed();
  const found = mails.map(({ subject }) => subject);
  if (found.join('\n') !== subjects.join('\n'))
    throw new Error(`${email} was sent ${JSON.stringify(found)}, and not ${JSON.stringify(subjects)}`);
  if (new Set(mails.map(({ messageId }) => messageId)).size < mails.length) throw new Error(`${email} was sent one Message-ID twice`);
  return mails;
}
