import { PrismaPg } from '@prisma/adapter-pg';
import { messagingEnv, openMessaging } from '@tradewind/messaging';
import type { OrderRouter } from '@tradewind/order/contract';
import type { PaymentRouter } from '@tradewind/payment/contract';
import {
  baseEnv,
  createLogger,
  createServiceClient,
  createServiceSigner,
  createTokenVerifier,
  openDatabase,
  readEnv,
  startService,
} from '@tradewind/service';
import type { UserRouter } from '@tradewind/user/contract';
import { z } from 'zod';
import { createConsumers } from './events/consumers.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { messageJobs } from './jobs/message-jobs.ts';
import { openMailer } from './mail/mailer.ts';
import { forgetMessages } from './message/forget-messages.ts';
import { createNotificationRouter } from './router.ts';
import type { Services } from './services.ts';

const address = (usual: string) =>
  z
    .url()
    .default(usual)
    .transform((url) => url.replace(/\/+$/, ''));

const env = readEnv(
  z.object({
    ...baseEnv,
    ...messagingEnv,
    NOTIFICATION_DATABASE_URL: z.string(),
    SMTP_URL: z.url(),
    MAIL_FROM: z.string().default('Tradewind <hello@tradewind.test>'),
    PUBLIC_STOREFRONT_URL: address('http://localhost:3000'),
    PUBLIC_ADMIN_URL: address('http://localhost:3001'),
  }),
);

const log = createLogger({ service: 'notification', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.NOTIFICATION_DATABASE_URL, max: 12, application: 'notification', log });
const prisma = new PrismaClient({ adapter: new PrismaPg(db.pool) });
const mailer = openMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
const signer = createServiceSigner({ name: 'notification', privateKey: env.SERVICE_PRIVATE_KEY });
const messaging = await openMessaging({ service: 'notification', db, env, log });
const services: Services = {
  db,
  prisma,
  jobs: messaging.jobs,
  mailer,
  user: createServiceClient<UserRouter>({ service: 'user', url: env.USER_URL, signer, timeoutMs: 5_000 }),
  order: createServiceClient<OrderRouter>({ service: 'order', url: env.ORDER_URL, signer, timeoutMs: 5_000 }),
  payment: createServiceClient<PaymentRouter>({ service: 'payment', url: env.PAYMENT_URL, signer, timeoutMs: 5_000 }),
  storefrontUrl: env.PUBLIC_STOREFRONT_URL,
  adminUrl: env.PUBLIC_ADMIN_URL,
};

await messaging.work(messageJobs({ ...services, log }), forgetMessages(db));
await messaging.hear(createConsumers(services));

await startService({
  name: 'notification',
  host: env.HOST,
  port: env.NOTIFICATION_PORT,
  log,
  router: createNotificationRouter(services, messaging),
  verifier: createTokenVerifier({
    userJwksUrl: `${env.USER_URL}/.well-known/jwks.json`,
    serviceJwks: env.SERVICE_JWKS,
    service: 'notification',
  }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), ...messaging.checks },
  drain: [() => messaging.close(), async () => mailer.close(), () => prisma.$disconnect(), () => db.close()],
});
