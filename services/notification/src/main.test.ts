import { startSandbox } from '@tradewind/sandbox';
import { createServiceClient, createServiceSigner } from '@tradewind/service';
import { createDatabase, eventually, startProcess, testKeys } from '@tradewind/testing';
import type { UserRouter } from '@tradewind/user/contract';
import { expect, it } from 'vitest';

it('carries a code from the user service to a mailbox, through both processes, and survives a crash', async () => {
  const [users, notifications, events] = await Promise.all([
    createDatabase('user'),
    createDatabase('notification'),
    createDatabase('events'),
  ]);
  const sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_test' });
  const user = await startProcess('user', {
    USER_DATABASE_URL: users.url,
    EVENTS_DATABASE_URL: events.url,
    USER_CODE_SECRET: 'a secret of these tests, and of no one else',
  });
  const env = {
    NOTIFICATION_DATABASE_URL: notifications.url,
    EVENTS_DATABASE_URL: events.url,
    USER_URL: user.url,
    SMTP_URL: sandbox.smtpUrl,
  };
  let notification = await startProcess('notification', env);
  const signer = createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') });
  const client = createServiceClient<UserRouter>({ service: 'user', url: user.url, signer });

  const lettersTo = async (email: string) => {
    const answer = await fetch(`${sandbox.mailboxUrl}/messages?to=${email}`);
    return ((await answer.json()) as { items: { text: string }[] }).items;
  };
  const register = (email: string) => client.auth.register.mutate({ email, password: 'correct horse battery', name: 'Ada' });
  const codeFor = async (email: string) => {
    const letters = await eventually(
      async () => {
        const found = await lettersTo(email);
        expect(found).toHaveLength(1);
        return found;
      },
      { timeoutMs: 20_000 },
    );
    return /^\d{6}$/m.exec(letters[0]?.text ?? '')?.[0] ?? '';
  };

  const { registrationId } = await register('ada@example.com');
  const code = await codeFor('ada@example.com');
  const answer = await client.auth.confirm.mutate({ registrationId, code });
  expect(answer.user.email).toBe('ada@example.com');

  await notification.kill('SIGKILL');
  const missed = await register('bob@example.com');
  notification = await startProcess('notification', env);
  await client.auth.confirm.mutate({ ...missed, code: await codeFor('bob@example.com') });
  expect(await lettersTo('ada@example.com')).toHaveLength(1);

  for (const secret of [code, answer.accessToken, answer.refreshToken, 'correct horse battery', 'ada@example.com'])
    expect(user.output() + notification.output()).not.toContain(secret);
  expect(await notification.stop()).toBe(0);
  expect(await user.stop()).toBe(0);
  await sandbox.close();
  await Promise.all([users.drop(), notifications.drop(), events.drop()]);
}, 60_000);
