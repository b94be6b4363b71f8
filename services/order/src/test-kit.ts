import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventType } from '@tradewind/contracts/events';
import { type Id, newId, type UserId, type VariantId } from '@tradewind/contracts/ids';
import { permissionsOf, type Role } from '@tradewind/contracts/permissions';
import { openMessaging, replaySpan } from '@tradewind/messaging';
import { type Currency, type Money, zero } from '@tradewind/money';
import type { ProductRouter } from '@tradewind/product/contract';
import {
  type Call,
  createLogger,
  createServiceClient,
  createServiceSigner,
  currentCall,
  openDatabase,
  runInCall,
} from '@tradewind/service';
import { createDatabase, freePort, quietMessages, startProcess, testKeys } from '@tradewind/testing';
import { insertCart } from './cart/cart-store.ts';
import { insertOrder } from './checkout/insert-order.ts';
import { composeServices } from './compose.ts';
import { orderConsumers } from './events/consumers.ts';
import { createOrderRouter } from './router.ts';
import { totalsOf } from './totals/totals.ts';

/** Where services learn how users' tokens are signed, in place of the user service. */
async function startJwks(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(testKeys.userJwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Somebody who calls, as a call sees them. */
export function user(roles: Role[] = ['customer'], id: UserId = newId('user')): Partial<Call> {
  const userToken = testKeys.userToken({ id, roles });
  return {
    actor: { kind: 'user', id, roles, permissions: permissionsOf(roles), sessionId: newId('session') },
    userToken,
    caller: 'gateway',
  };
}

export const address = {
  name: 'Ada Lovelace',
  line1: '1 Engine Way',
  city: 'Oakland',
  region: 'CA',
  postalCode: '94607',
  country: 'US' as const,
};

export const guest: Partial<Call> = { actor: { kind: 'guest' }, caller: 'gateway' };

/** The order service over a database of its own. Where no address is given there is nobody to call. */
export async function openShop(
  options: { productUrl?: string; paymentUrl?: string; expiryMinutes?: number; carrier?: { url: string; apiKey: string } } = {},
) {
  const orders = await createDatabase('order');
  const db = openDatabase({ url: orders.url, application: 'order-test', max: 20 });
  const ctx = composeServices({
    db,
    signer: createServiceSigner({ name: 'order', privateKey: testKeys.servicePrivateKey('order') }),
    productUrl: options.productUrl ?? 'http://127.0.0.1:1',
    paymentUrl: options.paymentUrl ?? 'http://127.0.0.1:1',
    tokenSecret: 'a secret of tests, thirty-two characters',
    expiryMinutes: options.expiryMinutes ?? 30,
    linkExpiryMinutes: 7 * 24 * 60,
    storefrontUrl: 'http://localhost:3000/',
    carrier: options.carrier,
  });
  const router = createOrderRouter(ctx, quietMessages('order', db));
  return {
    ctx,
    db,
    /** Calls procedures as somebody: `as(guest, (api) => api.cart.create({}))`. */
    as: <T>(who: Partial<Call>, work: (api: ReturnType<typeof router.createCaller>) => Promise<T>): Promise<T> =>
      runInCall(who, () => work(router.createCaller(currentCall()))),
    /** The types of all events that were written, in order. */
    told: async (orderId: string) => {
      const rows = await db.rows<{ type: string }>('SELECT type FROM messaging.outbox WHERE aggregate_id = $1 ORDER BY position', [
        orderId,
      ]);
      return rows.map(({ type }) => type);
    },
    /** Leaves what was done under a key as by a process that died before it could write down its answer, and some time ago. */
    forgetAnswer: (key: string) =>
      db.rows(`UPDATE service.idempotency_key SET state = 'running', outcome = NULL, lease_until = now() WHERE key = $1`, [key]),
    async close() {
      await ctx.prisma.$disconnect();
      await db.close();
      await orders.drop();
    },
  };
}

/** An order in the database as checkout writes it: two pieces of one thing and three of another, 10,000 in all with 599 shipping. */
export async function writeOrder({ ctx }: Awaited<ReturnType<typeof openShop>>, customerId: UserId | null = null) {
  return runInCall(guest, async () => {
    const cartId = newId('cart');
    await insertCart(ctx.db, { id: cartId, customerId, tokenHash: customerId ? null : Buffer.alloc(32), currency: 'USD' });
    const lines = [2_000, 2_000].map((amountMinor, index) => {
      const variantId = newId('variant');
      const price = { amountMinor, currency: 'USD' as const };
      const offer = {
        variantId,
        productId: newId('product'),
        productSlug: `thing-${index}`,
        sku: `SKU-${index}`,
        price,
        available: 9,
        image: null,
        categoryIds: [],
        taxClass: 'standard' as const,
        weightGrams: 500,
      };
      const named = { ...offer, title: `Thing ${index}`, variantTitle: '' };
      return { id: newId('cartItem'), variantId, quantity: index + 2, snapshot: named, offer: named, unitPrice: price };
    });
    const shippingOption = { id: 'standard', name: 'Standard', price: { amountMinor: 599, currency: 'USD' as const }, estimate: 'soon' };
    const discount = zero('USD');
    const priced = lines.map(({ offer, quantity }) => ({ unitPrice: offer.price, quantity, taxClass: offer.taxClass, discount }));
    const whole = await insertOrder(
      ctx,
      {
        cart: {
          id: cartId,
          customerId,
          currency: 'USD',
          status: 'open',
          orderId: null,
          version: 0,
          lines,
          promotions: [],
          giftCards: [],
          useStoreCredit: false,
        },
        customerId,
        isByStaff: false,
        email: 'ada@example.com',
        shippingAddress: address,
        billingAddress: address,
        shippingOption,
        lines,
        granted: { grants: [], refusals: [], discounts: [], shippingDiscount: discount },
        totals: totalsOf({
          lines: priced,
          delivery: { price: shippingOption.price, discount },
          rateOf: () => ({ rate: 7_250, included: false }),
        }),
        credit: [],
        contentHash: 'test',
      },
      async () => {},
    );
    if (!whole) throw new Error('a new cart has no other order');
    return whole;
  });
}

const stripe = { STRIPE_SECRET_KEY: 'sk_test_order', STRIPE_WEBHOOK_SECRET: 'whsec_order' };

/** The payment service and the card processor's stand-in. */
async function startPayments(around: { eventsUrl: string; jwksUrl: string }) {
  const payments = await createDatabase('payment');
  const port = await freePort();
  const sandbox = await startProcess('sandbox', {
    ...stripe,
    MAILBOX_PORT: '0',
    MAILBOX_SMTP_PORT: '0',
    LOG_LEVEL: 'warn',
    STRIPE_WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/stripe`,
  });
  const start = () =>
    startProcess('payment', {
      ...stripe,
      STRIPE_API_URL: sandbox.url,
      PAYMENT_DATABASE_URL: payments.url,
      PAYMENT_PORT: String(port),
      EVENTS_DATABASE_URL: around.eventsUrl,
      USER_URL: around.jwksUrl,
      LOG_LEVEL: 'warn',
      // Whoever tests enters more codes of gift cards than anybody who has some.
      RATE_LIMIT_SCALE: '0',
    });
  let payment = await start();
  const db = openDatabase({ url: payments.url, application: 'order-test', max: 1 });
  const ask = (path: string, body?: URLSearchParams) =>
    fetch(`${sandbox.url}${path}`, {
      method: body ? 'POST' : 'GET',
      body,
      headers: { authorization: `Bearer ${stripe.STRIPE_SECRET_KEY}` },
    });
  return {
    url: payment.url,
    /** Pays as the browser does, with a test card. */
    pay: async (clientSecret: string | null, card = 'pm_card_visa') => {
      const [id] = clientSecret?.split('_secret_') ?? [];
      return ask(`/v1/payment_intents/${id}/confirm`, new URLSearchParams({ payment_method: card }));
    },
    /** The processor's own books of an order. */
    charges: async (orderId: string) => {
      const answer = await ask('/_sandbox/charges');
      const { items } = (await answer.json()) as {
        items: { amount: number; amountRefunded: number; status: string; metadata: { orderId: string } }[];
      };
      return items.filter(({ metadata, status }) => metadata.orderId === orderId && status === 'succeeded');
    },
    /** Has the processor misbehave: shares between 0 and 1 by kind of fault. */
    faults: (faults: object) =>
      fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      }),
    /** Whether a payment of the order was begun. */
    hasBegun: async (orderId: string) => (await db.rows('SELECT FROM payment WHERE order_id = $1', [orderId])).length > 0,
    kill: () => payment.kill('SIGKILL'),
    restart: async () => {
      payment = await start();
    },
    async close() {
      await db.close();
      await payment.stop();
      await sandbox.stop();
      await payments.drop();
    },
  };
}

/** Carries events between the processes, as `main.ts` does. */
async function startEvents(shop: Awaited<ReturnType<typeof openShop>>, eventsUrl: string) {
  const log = createLogger({ service: 'order', level: 'silent' });
  const env = { EVENTS_DATABASE_URL: eventsUrl, WORK: ['relay' as const, 'consumers' as const] };
  const messaging = await openMessaging({ service: 'order', db: shop.db, env, log });
  await messaging.hear(orderConsumers);
  return messaging;
}

/** There is no verb that makes categories: they come with the catalogue. */
async function insertCategory(url: string): Promise<Id<'category'>> {
  const db = openDatabase({ url, application: 'order-test' });
  const id = newId('category');
  await db.rows(`INSERT INTO category (id, slug, name) VALUES ($1, 'things', 'Things')`, [id]);
  await db.close();
  return id;
}

/**
 * The order service with a real product service beside it; with `payments` also the payment service and the processor, and with
 * `events` it hears and tells as it does in production.
 */
export async function startShop(options: { payments?: boolean; events?: boolean; expiryMinutes?: number } = {}) {
  const [jwks, products, events] = await Promise.all([startJwks(), createDatabase('product'), createDatabase('events')]);
  const [product, payments] = await Promise.all([
    startProcess('product', {
      PRODUCT_DATABASE_URL: products.url,
      EVENTS_DATABASE_URL: events.url,
      USER_URL: jwks.url,
      MEDIA_DIR: '/tmp',
      LOG_LEVEL: 'warn',
    }),
    options.payments ? startPayments({ eventsUrl: events.url, jwksUrl: jwks.url }) : undefined,
  ]);
  const shop = await openShop({ ...options, productUrl: product.url, ...(payments ? { paymentUrl: payments.url } : {}) });
  const wire = options.events ? await startEvents(shop, events.url) : undefined;
  const staff = createServiceClient<ProductRouter>({
    service: 'product',
    url: product.url,
    signer: createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') }),
  });
  const categoryId = await insertCategory(products.url);
  const productRows = openDatabase({ url: products.url, application: 'order-test', max: 1 });
  let made = 0;

  /** A product with one variant, for sale. */
  async function sell(offer: { onHand?: number; price?: number; currency?: Currency; prices?: Money[] } = {}) {
    made += 1;
    const sku = `TEST-${made}`;
    const created = await runInCall(user(['admin']), () =>
      staff.staff.create.mutate({
        title: `Thing ${made}`,
        status: 'active',
        categoryId,
        variants: [
          {
            sku,
            options: {},
            price: { amountMinor: offer.price ?? 1_999, currency: offer.currency ?? 'USD' },
            onHand: offer.onHand ?? 100,
            prices: offer.prices ?? [],
          },
        ],
      }),
    );
    const variantId: VariantId | undefined = created.variants[0]?.id;
    if (!variantId) throw new Error('the product has a variant');
    return { productId: created.id, variantId, sku };
  }

  /** A product with many variants, for sale at 19.99 each. */
  async function sellSizes(count: number): Promise<VariantId[]> {
    made += 1;
    const sizes = Array.from({ length: count }, (_, index) => `Size ${index + 1}`);
    const created = await runInCall(user(['admin']), () =>
      staff.staff.create.mutate({
        title: `Thing ${made}`,
        status: 'active',
        categoryId,
        options: [
          { name: 'Size', values: sizes.slice(0, 50) },
          { name: 'Kind', values: ['A', 'B'] },
        ],
        variants: sizes.map((_, index) => ({
          sku: `TEST-${made}-${index}`,
          options: { Size: sizes[index % 50] ?? '', Kind: index < 50 ? 'A' : 'B' },
          price: { amountMinor: 1_999, currency: 'USD' as const },
          onHand: 1_000,
        })),
      }),
    );
    return created.variants.map(({ id }) => id);
  }

  const asStaff = <T>(work: () => Promise<T>) => runInCall(user(['admin']), work);
  return {
    ...shop,
    sell,
    sellSizes,
    /** The payment service; there is one where it was asked for. */
    payments: () => {
      if (!payments) throw new Error('this shop takes no payments');
      return payments;
    },
    /** Has events take effect again, all that there were. */
    replay: async (types: EventType[]) => {
      if (!wire) throw new Error('this shop hears nothing');
      const from = new Date(Date.now() - 3_600_000).toISOString();
      return replaySpan({ db: shop.db, bus: wire.bus, actor: 'operator:test' }, { from, types, again: true });
    },
    /** Until when stock is set aside, milliseconds since 1970. */
    reservedUntil: async (holderId: string) => {
      const [row] = await productRows.rows<{ until: Date }>('SELECT expires_at AS until FROM reservation WHERE order_id = $1', [holderId]);
      return row?.until.getTime() ?? 0;
    },
    stock: (sku: string) => asStaff(() => staff.inventory.bySku.query({ sku })),
    withdraw: (productId: `prd_${string}`) => asStaff(() => staff.staff.update.mutate({ productId, status: 'archived' })),
    async close() {
      await wire?.close();
      await productRows.close();
      await Promise.all([product.stop(), payments?.close()]);
      await shop.close();
      await jwks.close();
      await Promise.all([products.drop(), events.drop()]);
    },
  };
}

export type Shop = Awaited<ReturnType<typeof startShop>>;
