import { once } from 'node:events';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import type { Letter } from './letters.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_test' });
});
afterAll(() => sandbox.close());
beforeEach(() => fetch(`${sandbox.mailboxUrl}/messages`, { method: 'DELETE' }));

async function letters(query = ''): Promise<Letter[]> {
  const answer = await fetch(`${sandbox.mailboxUrl}/messages${query}`);
  return ((await answer.json()) as { items: Letter[] }).items;
}

it('takes letters and shows the newest first, by address', async () => {
  const post = createTransport({ url: sandbox.smtpUrl });
  await post.sendMail({ from: 'Shop <shop@tradewind.test>', to: 'ada@example.com', subject: 'One ✓', text: 'Hello', messageId: '<1@x>' });
  await post.sendMail({ from: 'shop@tradewind.test', to: 'bob@example.com', subject: 'Two', html: '<b>Hi</b>' });
  await post.sendMail({ from: 'shop@tradewind.test', to: 'Ada@example.com', subject: 'Three', html: '<i>x</i>', text: 'x' });
  expect((await letters()).map(({ subject }) => subject)).toEqual(['Three', 'Two', 'One ✓']);
  const [, first] = await letters('?to=ada@example.com');
  expect(first).toMatchObject({ to: ['ada@example.com'], from: 'shop@tradewind.test', html: null, messageId: '<1@x>' });
  expect(first?.text.trim()).toBe('Hello');
  expect(await letters('?to=nobody@example.com')).toEqual([]);
  expect(await letters('?limit=1')).toHaveLength(1);
});

it('goes on when senders die in the middle of their letters', async () => {
  const { hostname, port } = new URL(sandbox.smtpUrl);
  for (const name of ['one', 'two', 'three']) {
    const sender = connect(Number(port), hostname);
    sender.on('error', () => undefined);
    for (const line of ['EHLO sender', `MAIL FROM:<${name}@x.test>`, 'RCPT TO:<b@x.test>', 'DATA']) {
      await once(sender, 'data');
      sender.write(`${line}\r\n`);
    }
    await once(sender, 'data');
    sender.resetAndDestroy();
  }
  await createTransport({ url: sandbox.smtpUrl }).sendMail({ from: 'a@x.test', to: 'b@x.test', subject: 'later', text: 't' });
  expect((await letters()).map(({ subject }) => subject)).toEqual(['later']);
});

it('forgets on demand', async () => {
  await createTransport({ url: sandbox.smtpUrl }).sendMail({ from: 'a@x.test', to: 'b@x.test', subject: 's', text: 't' });
  expect((await fetch(`${sandbox.mailboxUrl}/messages`, { method: 'DELETE' })).status).toBe(204);
  expect(await letters()).toEqual([]);
});

it('has a page, health and metrics', async () => {
  for (const path of ['/', '/mailbox.js', '/mailbox.css', '/health/live', '/health/ready', '/metrics']) {
    expect((await fetch(sandbox.mailboxUrl + path)).status).toBe(200);
  }
});
