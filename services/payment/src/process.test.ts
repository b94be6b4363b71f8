import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@tradewind/contracts/ids';
import { createServiceClient, createServiceSigner } from '@tradewind/service';
import { createDatabase, eventually, freePort, startProcess, testKeys } from '@tradewind/testing';
import { expect, it } from 'vitest';
import type { PaymentRouter } from './contract.ts';
import { createProcessor } from './processor/processor.ts';
import { paymentInput, visa, webhookSecret } from './test-kit.ts';

it('works as a process, and goes on when the processor and itself were killed', { timeout: 120_000 }, async () => {
  const [database, events] = await Promise.all([createDatabase('payment'), createDatabase('events')]);
  const dataDir = mkdtempSync(join(tmpdir(), 'payment-process-'));
  const ports = { sandbox: await freePort(), payment: await freePort(), mailbox: await freePort(), smtp: await freePort() };
  const startSandbox = () =>
    startProcess('sandbox', {
      SANDBOX_PORT: String(ports.sandbox),
      MAILBOX_PORT: String(ports.mailbox),
      MAILBOX_SMTP_PORT: String(ports.smtp),
      SANDBOX_DATA_DIR: dataDir,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_WEBHOOK_URL: `http://127.0.0.1:${ports.payment}/webhooks/stripe`,
    });
  const startPayment = () =>
    startProcess('payment', {
      PAYMENT_PORT: String(ports.payment),
      PAYMENT_DATABASE_URL: database.url,
      EVENTS_DATABASE_URL: events.url,
      STRIPE_SECRET_KEY: 'sk_test_canary',
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_URL: `http://127.0.0.1:${ports.sandbox}`,
    });
  const signer = createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') });
  const client = createServiceClient<PaymentRouter>({ service: 'payment', url: `http://127.0.0.1:${ports.payment}`, signer });
  const stripe = createProcessor({ secretKey: 'sk_test_x', apiUrl: `http://127.0.0.1:${ports.sandbox}` });

  let sandbox = await startSandbox();
  let payment = await startPayment();
  const input = paymentInput();
  const { clientSecret } = await client.payment.create.mutate(input);

  // The shopper pays while the service is down: the processor keeps the webhook, over its own death too.
  await payment.kill('SIGKILL');
  await stripe.paymentIntents.confirm(clientSecret?.split('_secret_')[0] ?? '', { payment_method: visa.paymentMethodId });
  await sandbox.kill('SIGKILL');
  sandbox = await startSandbox();
  payment = await startPayment();
  await eventually(async () => expect((await client.payment.create.mutate(input)).status).toBe('succeeded'));

  const refund = { orderId: input.orderId, refundId: newId('refund'), amount: input.amount, reason: 'test' };
  expect(await client.payment.refund.mutate(refund)).toEqual({ refundId: refund.refundId, status: 'succeeded' });
  const books = (await (await fetch(`${sandbox.url}/_sandbox/charges`)).json()) as { items: object[] };
  expect(books.items).toMatchObject([{ amount: 1999, amountRefunded: 1999 }]);
  expect(payment.output()).not.toMatch(/sk_test_canary|_secret_|ada@example/);

  expect(await payment.stop()).toBe(0);
  expect(await sandbox.stop()).toBe(0);
  await Promise.all([database.drop(), events.drop()]);
  rmSync(dataDir, { recursive: true });
});
