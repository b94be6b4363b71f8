import { createServer } from 'node:net';
import { newId } from '@tradewind/contracts/ids';
import { eventually, freePort } from '@tradewind/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageJobs } from '../jobs/message-jobs.ts';
import { openMailer } from '../mail/mailer.ts';
import { makeOrder, type Notification, openNotification } from '../test-kit.ts';
import type { MessageId } from './message-store.ts';
import { sendMessage } from './send-message.ts';
import { sweepOverdue } from './sweep-overdue.ts';

let service: Notification;
beforeEach(async () => {
  service = await openNotification();
});
afterEach(() => service.close());

const total = { amountMinor: 24_600, currency: 'USD' as const };

/** A message about a paid order, with nothing under way to send it. */
async function queue(order = makeOrder()): Promise<MessageId> {
  service.orders.set(order.id, order);
  const data = { orderId: order.id, customerId: null, total, lines: [] };
  await service.hear(service.makeEvent('order.confirmed', order.id, data));
  const message = (await service.messages()).at(-1);
  if (message === undefined) throw new Error('the event made no message');
  return message.id;
}

const send = (id: MessageId, mailer = service.ctx.mailer) => service.asService(() => sendMessage({ ...service.ctx, mailer }, id));
const makeDue = () => service.db.rows('UPDATE message SET due_at = now()');

/** A mail server that answers every recipient alike. */
async function startRefusing(answer: string) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 test ESMTP\r\n');
    socket.on('data', (chunk) => socket.write(chunk.toString().startsWith('RCPT') ? `${answer}\r\n` : '250 ok\r\n'));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const mailer = openMailer({ url: `smtp://127.0.0.1:${port}`, from: 'hello@tradewind.test' });
  return {
    mailer,
    close() {
      mailer.close();
      server.close();
    },
  };
}

describe('sendMessage', () => {
  it('sends once, notes whom to (masked) and tells of it', async () => {
    const id = await queue();
    await send(id);
    await send(id);
    expect(await service.letters('ada@example.com')).toHaveLength(1);
    const [message] = await service.messages();
    expect(message).toMatchObject({ status: 'sent', attempts: 1, maskedRecipient: 'a…@example.com', failure: null });
    const data = { messageId: id, kind: 'order-confirmed', subjectId: expect.stringMatching(/^ord_/) };
    expect(await service.events()).toEqual([{ type: 'notification.sent', aggregateId: id, data }]);
  });

  it('sends once when ten workers have the same job', async () => {
    const id = await queue();
    await Promise.all(Array.from({ length: 10 }, () => send(id)));
    expect(await service.letters('ada@example.com')).toHaveLength(1);
  });

  it('sends to one address, whatever it looks like', async () => {
    const id = await queue(makeOrder({ email: 'ada@example.com, eve@example.com' }));
    await send(id);
    expect(await service.letters('eve@example.com')).toEqual([]);
  });

  it('tries again later, with growing pauses, while the mail server is away', async () => {
    const id = await queue();
    const away = openMailer({ url: `smtp://127.0.0.1:${await freePort()}`, from: 'hello@tradewind.test' });
    for (const [attempt, pause] of [2, 4, 8].entries()) {
      await makeDue();
      await send(id, away);
      const [message] = await service.messages();
      expect(message).toMatchObject({ status: 'queued', attempts: attempt + 1, failure: 'ESOCKET' });
      expect(message?.waitSeconds).toBeGreaterThan(pause - 1);
      expect(message?.waitSeconds).toBeLessThanOrEqual(pause);
    }
    away.close();
    await send(id);
    expect(await service.letters('ada@example.com')).toEqual([]);
    await makeDue();
    await send(id);
    expect(await service.letters('ada@example.com')).toHaveLength(1);
  });

  it('goes on by itself after a failure', async () => {
    const id = await queue();
    const order = [...service.orders.values()][0];
    const broken = await startRefusing('451 not now');
    await send(id, broken.mailer);
    broken.close();
    await service.jobs.work(messageJobs(service.ctx));
    await eventually(async () => expect(await service.letters(order?.email ?? '')).toHaveLength(1));
    expect(await service.messages()).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  it('gives up at once when the server refuses the address for good, and says so in a code only', async () => {
    const id = await queue();
    const refusing = await startRefusing('550 no mailbox ada@example.com here');
    await send(id, refusing.mailer);
    refusing.close();
    expect(await service.messages()).toMatchObject([{ status: 'failed', attempts: 1, failure: 'EENVELOPE' }]);
    expect(service.logged.join('')).not.toContain('ada@example.com');
  });

  it('gives up when its subject is gone, and after the twelfth attempt', async () => {
    const gone = await queue();
    service.orders.clear();
    await send(gone);
    expect(await service.messages()).toMatchObject([{ status: 'failed', failure: 'NOT_FOUND' }]);
    const unlucky = await queue();
    await service.db.rows(`UPDATE message SET attempts = 11 WHERE id = $1`, [unlucky]);
    const broken = await startRefusing('451 not now');
    await send(unlucky, broken.mailer);
    broken.close();
    expect((await service.messages()).at(-1)).toMatchObject({ status: 'failed', attempts: 12 });
  });

  it('knows no other message', async () => {
    await send(newId('message'));
    expect(await service.messages()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('finds what lost its job, and what died with its process', async () => {
    await queue();
    const died = await queue();
    await service.db.rows(`UPDATE message SET attempts = 1 WHERE id = $1`, [died]);
    const fresh = await queue(makeOrder({ email: 'fresh@example.com' }));
    await service.db.rows(`UPDATE message SET due_at = now() - interval '11 seconds' WHERE id <> $1`, [fresh]);
    const found: unknown[] = [];
    const jobs = { enqueue: async (_name: string, data: unknown) => void found.push(data) };
    expect(await sweepOverdue({ ...service.ctx, jobs })).toEqual({ started: 2 });
    expect(found).toHaveLength(2);
    expect(await sweepOverdue({ ...service.ctx, jobs })).toEqual({ started: 0 });
    expect(found).toHaveLength(2);
  });

  it('has them sent', async () => {
    const id = await queue();
    await service.db.rows(`UPDATE message SET due_at = now() - interval '11 seconds' WHERE id = $1`, [id]);
    await service.jobs.work(messageJobs(service.ctx));
    await sweepOverdue(service.ctx);
    await eventually(async () => expect(await service.letters('ada@example.com')).toHaveLength(1));
  });
});
