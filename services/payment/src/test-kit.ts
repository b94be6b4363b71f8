import { PrismaPg } from '@prisma/adapter-pg';
import { newId, type OrderId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { openJobs } from '@tradewind/messaging';
import { startSandbox } from '@tradewind/sandbox';
import { createLogger, createTokenVerifier, openDatabase, runInCall, startService } from '@tradewind/service';
import { createDatabase, quietMessages, testKeys } from '@tradewind/testing';
import { expect } from 'vitest';
import { evidenceRoutes } from './evidence-routes.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { createProcessor } from './processor/processor.ts';
import { createPaymentRouter } from './router.ts';
import type { Context } from './services.ts';
import { addWebhookRoute } from './webhook-route.ts';

export const webhookSecret = 'whsec_test';

/** The payment service over a database and a sandbox of its own; the sandbox's webhooks reach it unless they are held back. */
export async function startPaymentService(options: { webhooks: boolean }) {
  const database = await createDatabase('payment');
  const lines: string[] = [];
  const log = createLogger({ service: 'payment', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const db = openDatabase({ url: database.url, application: 'payment-test', log });
  const prisma = new PrismaClient({ adapter: new PrismaPg(db.pool) });
  const jobs = await openJobs({ service: 'payment', databaseUrl: database.url, log, idle: true });
  const holder: { services?: Omit<Context, 'log'> } = {};
  const served = {
    db,
    prisma,
    jobs,
    get stripe() {
      if (!holder.services) throw new Error('not yet');
      return holder.services.stripe;
    },
  };
  const service = await startService({
    name: 'payment',
    host: '127.0.0.1',
    port: 0,
    log,
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'payment' }),
    checks: {},
    routes: async (app) => {
      addWebhookRoute(app, served, webhookSecret);
      await evidenceRoutes(app, served);
    },
    drain: [],
  });
  const sandbox = await startSandbox({
    webhookUrl: options.webhooks ? `${service.url}/webhooks/stripe` : 'http://127.0.0.1:9/nowhere',
    webhookSecret,
  });
  const stripe = createProcessor({ secretKey: 'sk_test_canary', apiUrl: sandbox.url });
  holder.services = { db, prisma, stripe, jobs };
  const ctx: Context = { db, prisma, stripe, jobs, log };

  return {
    ctx,
    db,
    stripe,
    sandbox,
    url: service.url,
    router: createPaymentRouter(ctx, quietMessages('payment', db)),
    logs: () => lines.join(''),
    /** Runs work as the order service's call. */
    asOrder: <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'order' }, caller: 'order', log }, work),
    async faults(faults: object) {
      const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
      expect(answer.status).toBe(200);
    },
    async charges(): Promise<{ amount: number; amountRefunded: number; status: string; metadata: { orderId?: string } }[]> {
      const answer = await fetch(`${sandbox.url}/_sandbox/charges`);
      return ((await answer.json()) as { items: [] }).items;
    },
    /** Asks a `_sandbox` control of the processor. */
    async control<Answer = { id: string }>(path: string, body: object = {}): Promise<Answer> {
      const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
    events: async () =>
      await db.rows<{ type: string; data: Record<string, unknown> }>('SELECT type, data FROM messaging.outbox ORDER BY position'),
    eventTypes: async () =>
      (await db.rows<{ type: string }>('SELECT type FROM messaging.outbox ORDER BY position')).map(({ type }) => type),
    async close() {
      await service.close();
      await sandbox.close();
      await jobs.close();
      await prisma.$disconnect();
      await db.close();
      await database.drop();
    },
  };
}

export type Harness = Awaited<ReturnType<typeof startPaymentService>>;

export function paymentInput(changes: Partial<schemas.CreatePaymentInput> = {}): schemas.CreatePaymentInput & { orderId: OrderId } {
  return {
    orderId: newId('order'),
    orderNumber: 'TW-100042',
    amount: { amountMinor: 1999, currency: 'USD' },
    email: 'ada@example.com',
    ...changes,
  };
}

export const visa = { paymentMethodId: 'pm_card_visa', returnUrl: 'https://shop.test/back' };

/** The ledger sums to zero in each currency and each transaction, and holds what was captured less what went back. */
export async function expectLedgerToBalance({ db }: Pick<Harness, 'db'>): Promise<void> {
  const wrong = await db.rows('SELECT 1 FROM ledger_entry GROUP BY transaction_id, currency HAVING sum(amount) <> 0');
  expect(wrong).toEqual([]);
  const [held] = await db.rows<{ held: number }>(
    `SELECT COALESCE(sum(amount), 0)::bigint AS held FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     WHERE account = 'processor' AND kind IN ('capture', 'refund', 'refund_reversal')`,
  );
  const [owed] = await db.rows<{ owed: number }>('SELECT COALESCE(sum(captured_amount - refunded_amount), 0)::bigint AS owed FROM payment');
  expect(held?.held).toBe(owed?.owed);
}

/** Sums of the ledger by account and currency, `processor USD`; an account at zero is left out. Minor units. */
export async function ledgerOf({ db }: Pick<Harness, 'db'>): Promise<Record<string, number>> {
  const rows = await db.rows<{ account: string; currency: string; sum: number }>(
    'SELECT account, currency, sum(amount)::bigint AS sum FROM ledger_entry GROUP BY account, currency HAVING sum(amount) <> 0',
  );
  return Object.fromEntries(rows.map(({ account, currency, sum }) => [`${account} ${currency}`, sum]));
}

/** The ledger's account of the processor is what the processor itself says that it holds. */
export async function expectBooksToAgree(house: Pick<Harness, 'db' | 'sandbox'>): Promise<void> {
  const theirs = (await (await fetch(`${house.sandbox.url}/_sandbox/balance`)).json()) as Record<string, number>;
  const held = Object.entries(await ledgerOf(house)).flatMap(([name, sum]) => {
    const [account, currency = ''] = name.split(' ');
    return account === 'processor' ? [[currency.toLowerCase(), sum] as const] : [];
  });
  expect(Object.fromEntries(held)).toEqual(Object.fromEntries(Object.entries(theirs).filter(([, sum]) => sum !== 0)));
}
