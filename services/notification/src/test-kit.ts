import { PrismaPg } from '@prisma/adapter-pg';
import { TradewindError } from '@tradewind/contracts/errors';
import type { EventOf, EventType } from '@tradewind/contracts/events';
import { type Id, newId, newUuid } from '@tradewind/contracts/ids';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { credit as creditSchemas, order as orderSchemas, type returns, user as userSchemas } from '@tradewind/contracts/schemas';
import { openJobs } from '@tradewind/messaging';
import type { OrderRouter } from '@tradewind/order/contract';
import type { PaymentRouter } from '@tradewind/payment/contract';
import { type Sandbox, startSandbox } from '@tradewind/sandbox';
import {
  createLogger,
  createServiceClient,
  createServiceSigner,
  createTokenVerifier,
  createTrpc,
  openDatabase,
  runInCall,
  startService,
} from '@tradewind/service';
import { createDatabase, testKeys } from '@tradewind/testing';
import type { UserRouter } from '@tradewind/user/contract';
import type { z } from 'zod';
import { createConsumers } from './events/consumers.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { openMailer } from './mail/mailer.ts';
import type { Context, Services } from './services.ts';

type RegistrationMail = z.infer<typeof userSchemas.registrationMail>;
type GiftCardMail = z.infer<typeof creditSchemas.giftCardMail>;

/** An order as its owner would tell of it. */
export function makeOrder(change: Partial<orderSchemas.OrderMail> = {}): orderSchemas.OrderMail {
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });
  const line = (title: string, variantTitle: string, quantity: number, price: number, discount = 0) => ({
    id: newId('orderItem'),
    variantId: newId('variant'),
    sku: 'LAMP-1',
    title,
    variantTitle,
    productSlug: 'lamp',
    quantity,
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    withdrawnQuantity: 0,
    heldQuantity: 0,
    returnedQuantity: 0,
    unitPrice: usd(price),
    total: usd(price * quantity),
    discount: usd(discount),
    tax: usd(0),
    includedTax: usd(0),
    image: { url: 'http://localhost:4000/media/lamp-640.webp', alt: `A ${title}`, width: 640, height: 640 },
  });
  const address = { name: 'Ada Lovelace', line1: '12 Analytical Way', city: 'London', postalCode: 'N1 9GU', country: 'GB' as const };
  return {
    id: newId('order'),
    number: 'TW-100042',
    token: 'guest-token-guest-token-guest-token',
    status: 'confirmed',
    paymentStatus: 'paid',
    fulfilmentStatus: 'unfulfilled',
    currency: 'USD',
    email: 'ada@example.com',
    shippingAddress: address,
    billingAddress: address,
    waitingEdit: null,
    shippingOption: { id: 'standard', name: 'Standard', estimate: '3 to 5 working days' },
    items: [line('Desk Lamp', 'Brass', 2, 4_500), line('Wool Rug', '', 1, 12_000, 1_000)],
    totals: {
      subtotal: usd(21_000),
      discount: usd(1_000),
      shipping: usd(500),
      shippingDiscount: usd(0),
      tax: usd(4_100),
      includedTax: usd(0),
      total: usd(24_600),
      paid: usd(24_600),
      refunded: usd(0),
    },
    credit: [],
    promotions: [{ name: 'Autumn sale', code: 'AUTUMN', amount: usd(1_000) }],
    shipments: [],
    timeline: [],
    placedAt: '2026-11-20T10:00:00.000Z',
    refunds: [],
    returns: [],
    edits: [],
    returnAddress: {
      name: 'Tradewind Returns',
      line1: '400 Harbour Road',
      city: 'Portland',
      region: 'OR',
      postalCode: '97209',
      country: 'US',
    },
    notifyEmail: 'grace@example.com',
    ...change,
  };
}

/** A return of one piece of an order's first line. */
export function makeReturn(order: orderSchemas.OrderMail, change: Partial<returns.OrderReturn> = {}): returns.OrderReturn {
  const itemId = order.items[0]?.id ?? newId('orderItem');
  return {
    id: newId('return'),
    orderId: order.id,
    number: `${order.number}-R1`,
    status: 'requested',
    items: [{ itemId, reason: 'damaged', quantity: 1, sellable: 0, damaged: 0, waived: 0, refunded: 0, released: 0, replaced: 0 }],
    note: null,
    decision: null,
    pictures: [],
    requestedAt: '2026-11-24T10:00:00.000Z',
    replacement: null,
    ...change,
  };
}

/** The services that are asked, as far as they are asked: over HTTP, with what the test has put into the maps. */
async function startOwners() {
  const orders = new Map<string, orderSchemas.OrderMail>();
  const registrations = new Map<string, RegistrationMail>();
  const giftCards = new Map<string, GiftCardMail>();
  const { router, procedure } = createTrpc();
  const known = <T>(value: T | undefined): T => {
    if (value === undefined) throw new TradewindError('NOT_FOUND', 'There is no such thing.');
    return value;
  };
  const access = { callers: ['notification' as const] };
  const asked = router({
    mail: router({
      order: procedure(access)
        .input(orderSchemas.orderMailInput)
        .output(orderSchemas.orderMail)
        .query(({ input }) => known(orders.get(input.orderId))),
      registration: procedure(access)
        .input(userSchemas.registrationMailInput)
        .output(userSchemas.registrationMail)
        .query(({ input }) => known(registrations.get(input.registrationId))),
    }),
    credit: router({
      mail: procedure(access)
        .input(creditSchemas.creditInput)
        .output(creditSchemas.giftCardMail)
        .mutation(({ input }) => known(giftCards.get(input.accountId))),
    }),
  });
  const log = createLogger({ service: 'owners', level: 'silent' });
  const start = (name: ServiceName) => {
    const verifier = createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: name });
    return startService({ name, host: '127.0.0.1', port: 0, log, router: asked, verifier, checks: {}, drain: [] });
  };
  const [user, order, payment] = await Promise.all([start('user'), start('order'), start('payment')]);
  return { orders, registrations, giftCards, user, order, payment };
}

/** The parts of the service over real backends: a database, jobs (in Redis where told), a mailbox, and stand-ins for the services that it asks. */
export async function openNotification({ redisUrl }: { redisUrl?: string } = {}) {
  const database = await createDatabase('notification');
  const owners = await startOwners();
  const sandbox: Sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/', webhookSecret: 'whsec_test' });
  const logged: string[] = [];
  const log = createLogger({ service: 'notification', level: 'trace', destination: { write: (line) => void logged.push(line) } });
  const db = openDatabase({ url: database.url, application: 'notification-test' });
  const prisma = new PrismaClient({ adapter: new PrismaPg(db.pool) });
  const mailer = openMailer({ url: sandbox.smtpUrl, from: 'Tradewind <hello@tradewind.test>' });
  const jobs = await openJobs({ service: 'notification', databaseUrl: database.url, redisUrl, log });
  const signer = createServiceSigner({ name: 'notification', privateKey: testKeys.servicePrivateKey('notification') });
  const services: Services = {
    db,
    prisma,
    jobs,
    mailer,
    user: createServiceClient<UserRouter>({ service: 'user', url: owners.user.url, signer }),
    order: createServiceClient<OrderRouter>({ service: 'order', url: owners.order.url, signer }),
    payment: createServiceClient<PaymentRouter>({ service: 'payment', url: owners.payment.url, signer }),
    storefrontUrl: 'http://localhost:3000',
    adminUrl: 'http://localhost:3001',
  };
  const ctx: Context = { ...services, log };
  const consumers = new Map(createConsumers(services).map((consumer) => [consumer.type, consumer.handle]));
  const asService = <T>(work: () => Promise<T>) => runInCall({ actor: { kind: 'service', name: 'notification' }, log }, work);

  return {
    db,
    jobs,
    ctx,
    logged,
    mailer,
    sandbox,
    orders: owners.orders,
    registrations: owners.registrations,
    giftCards: owners.giftCards,
    asService,
    makeEvent,
    /** Hears an event as the inbox has it heard, but for remembering it. @returns what runs after the commit. */
    hear: (event: EventOf<EventType>) =>
      asService(() => db.transaction(async (sql) => (await consumers.get(event.type)?.(sql, event)) ?? undefined)),
    messages: () =>
      db.rows<{
        id: Id<'message'>;
        kind: string;
        subjectId: string;
        status: string;
        attempts: number;
        failure: string | null;
        waitSeconds: number;
      }>(
        `SELECT id, kind, status, attempts, failure, masked_recipient AS "maskedRecipient", subject_id AS "subjectId",
           extract(epoch FROM due_at - now())::float AS "waitSeconds" FROM message ORDER BY id`,
      ),
    events: () => db.rows('SELECT type, data, aggregate_id AS "aggregateId" FROM messaging.outbox ORDER BY id'),
    /** What lies in the mailbox, newest first. */
    async letters(to: string) {
      const answer = await fetch(`${sandbox.mailboxUrl}/messages?to=${encodeURIComponent(to)}`);
      return ((await answer.json()) as { items: { subject: string; text: string; html: string; messageId: string; from: string }[] }).items;
    },
    async close() {
      await jobs.close();
      mailer.close();
      await Promise.all([owners.user.close(), owners.order.close(), owners.payment.close(), sandbox.close(), prisma.$disconnect()]);
      await db.close();
      await database.drop();
    },
  };
}

export type Notification = Awaited<ReturnType<typeof openNotification>>;

/** An event as the bus delivers it. */
function makeEvent<Type extends EventType>(type: Type, aggregateId: string, data: EventOf<Type>['data']): EventOf<EventType> {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const rest = { id: newUuid(), version: 1, aggregateId, sequence: 1, occurredAt: new Date().toISOString(), traceparent, actor: 'guest' };
  // The cast: type and data fit by the parameters.
  return { ...rest, type, data } as EventOf<EventType>;
}
