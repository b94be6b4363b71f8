import { messagingEnv, openMessaging } from '@tradewind/messaging';
import { baseEnv, createLogger, createServiceSigner, createTokenVerifier, openDatabase, readEnv, startService } from '@tradewind/service';
import { z } from 'zod';
import { addCarrierRoute } from './carrier-route.ts';
import { forgetCarts } from './cart/forget-carts.ts';
import { composeServices } from './compose.ts';
import { orderConsumers } from './events/consumers.ts';
import { askPendingRefunds } from './jobs/ask-pending-refunds.ts';
import { expireUnpaidOrders } from './jobs/expire-unpaid-orders.ts';
import { expireWaitingEdits } from './jobs/expire-waiting-edits.ts';
import { findKeptMoney } from './jobs/find-kept-money.ts';
import { undoStuckOrders } from './jobs/undo-stuck-orders.ts';
import { forgetPictures } from './return/forget-pictures.ts';
import { createOrderRouter } from './router.ts';
import { forgetCountedCarts } from './sales/count-cart.ts';

const env = readEnv(
  z.object({
    ...baseEnv,
    ...messagingEnv,
    ORDER_DATABASE_URL: z.string(),
    /** What the tokens of guests are derived from. */
    ORDER_TOKEN_SECRET: z.string().min(32),
    /** How long an order waits for its payment. */
    ORDER_EXPIRY_MINUTES: z.coerce.number().positive().default(30),
    /** How long one that is paid by link does. */
    ORDER_LINK_EXPIRY_DAYS: z.coerce.number().positive().max(60).default(7),
    /** The carrier that makes labels, its key, and what it signs its webhooks with; all three or none. */
    CARRIER_API_URL: z.url().optional(),
    CARRIER_API_KEY: z.string().optional(),
    CARRIER_WEBHOOK_SECRET: z.string().optional(),
    PUBLIC_STOREFRONT_URL: z.url().default('http://localhost:3000'),
  }),
);

const log = createLogger({ service: 'order', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.ORDER_DATABASE_URL, application: 'order', max: 16, log });
const services = composeServices({
  db,
  signer: createServiceSigner({ name: 'order', privateKey: env.SERVICE_PRIVATE_KEY }),
  productUrl: env.PRODUCT_URL,
  paymentUrl: env.PAYMENT_URL,
  tokenSecret: env.ORDER_TOKEN_SECRET,
  expiryMinutes: env.ORDER_EXPIRY_MINUTES,
  linkExpiryMinutes: env.ORDER_LINK_EXPIRY_DAYS * 24 * 60,
  storefrontUrl: env.PUBLIC_STOREFRONT_URL,
  carrier: env.CARRIER_API_URL && env.CARRIER_API_KEY ? { url: env.CARRIER_API_URL, apiKey: env.CARRIER_API_KEY } : undefined,
});

const messaging = await openMessaging({ service: 'order', db, env, log });
await messaging.hear(orderConsumers);
await messaging.work(
  {
    'expire-unpaid-orders': { handle: () => expireUnpaidOrders(services), everyMs: 15_000 },
    'expire-waiting-edits': { handle: () => expireWaitingEdits(services), everyMs: 15_000 },
    'undo-stuck-orders': { handle: () => undoStuckOrders(services), everyMs: 10_000 },
    'ask-pending-refunds': { handle: () => askPendingRefunds(services), everyMs: 10_000 },
    'find-kept-money': { handle: () => findKeptMoney(services), everyMs: 600_000 },
  },
  { ...forgetCarts(db), ...forgetCountedCarts(db), ...forgetPictures(db) },
);

await startService({
  name: 'order',
  host: env.HOST,
  port: env.ORDER_PORT,
  log,
  router: createOrderRouter(services, messaging),
  verifier: createTokenVerifier({
    userJwksUrl: `${env.USER_URL}/.well-known/jwks.json`,
    serviceJwks: env.SERVICE_JWKS,
    service: 'order',
  }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), ...messaging.checks },
  routes: (app) => {
    if (env.CARRIER_WEBHOOK_SECRET) addCarrierRoute(app, services, env.CARRIER_WEBHOOK_SECRET);
  },
  drain: [() => messaging.close(), () => services.prisma.$disconnect(), () => db.close()],
});
