import { PrismaPg } from '@prisma/adapter-pg';
import { newId, type OrderId, type UserId } from '@tradewind/contracts/ids';
import { permissionsOf } from '@tradewind/contracts/permissions';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { openJobs } from '@tradewind/messaging';
import { startSandbox } from '@tradewind/sandbox';
import { createLogger, createTokenVerifier, openDatabase, openRateLimiter, runInCall, startService } from '@tradewind/service';
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
  const limiter = await openRateLimiter({ service: 'payment', scale: 1, log });
  const holder: { services?: Omit<Context, 'log'> } = {};
  const served = {
    db,
    prisma,
    jobs,
    limiter,
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
  holder.services = { db, prisma, stripe, jobs, limiter };
  const ctx: Context = { db, prisma, stripe, jobs, limiter, log };

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
    /** Runs work as a user's call. */
    asUser: <T>(work: () => Promise<T>, id: UserId = newId('user')) =>
      runInCall(
        { actor: { kind: 'user', id, roles: ['finance'], permissions: permissionsOf(['finance']), sessionId: newId('session') }, log },
        work,
      ),
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
      await limiter.close();
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

/**
 * The ledger sums to zero in each currency and each transaction, holds what was captured from cards less what went back to them, and
 * owes what is on gift cards and store credit.
 */
export async function expectLedgerToBalance({ db }: Pick<Harness, 'db'>): Promise<void> {
  const wrong = await db.rows('SELECT 1 FROM ledger_entry GROUP BY transaction_id, currency HAVING sum(amount) <> 0');
  expect(wrong).toEqual([]);
  const [held] = await db.rows<{ held: number }>(
    `SELECT COALESCE(sum(amount), 0)::bigint AS held FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     WHERE account = 'processor' AND kind IN ('capture', 'refund', 'refund_reversal')`,
  );
  const [owed] = await db.rows<{ owed: number }>(`
    SELECT COALESCE((SELECT sum(captured_amount - credit_amount) FROM payment WHERE status = 'captured'), 0)::bigint
      - COALESCE((SELECT sum(amount - credit_amount) FROM refund WHERE status = 'succeeded'), 0)::bigint AS owed`);
  expect(held?.held).toBe(owed?.owed);
  const liabilities = await db.rows(`
    SELECT account, currency, -sum(amount)::bigint AS sum FROM ledger_entry WHERE account IN ('gift_cards', 'store_credit')
    GROUP BY account, currency HAVING sum(amount) <> 0 ORDER BY account, currency`);
  const balances = await db.rows(`
    SELECT CASE kind WHEN 'gift_card' THEN 'gift_cards' ELSE 'store_credit' END AS account, currency, sum(balance)::bigint AS sum
    FROM credit_account GROUP BY 1, 2 HAVING sum(balance) <> 0 ORDER BY 1, 2`);
  expect(liabilities).toEqual(balances);
  const returned = await db.rows(`
    SELECT 1 FROM payment p WHERE COALESCE((SELECT sum(credit_amount) FROM refund WHERE payment_id = p.id AND status = 'succeeded'), 0)
      <> COALESCE((SELECT sum(amount) FROM credit_movement WHERE payment_id = p.id AND type = 'refunded'), 0)`);
  expect(returned).toEqual([]);
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
