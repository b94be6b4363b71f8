import { PrismaPg } from '@prisma/adapter-pg';
import { messagingEnv, openMessaging } from '@tradewind/messaging';
import { baseEnv, createLogger, createTokenVerifier, openDatabase, openRateLimiter, readEnv, startService } from '@tradewind/service';
import { z } from 'zod';
import { remindDisputes } from './dispute/remind-disputes.ts';
import { createConsumers } from './events/consumers.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { reconcile } from './jobs/reconcile.ts';
import { matchBooks } from './match/match-books.ts';
import { matchProcessor } from './match/match-processor.ts';
import { watchDiscrepancies } from './match/watch-discrepancies.ts';
import { createProcessor } from './processor/processor.ts';
import { createPaymentRouter } from './router.ts';
import type { Services } from './services.ts';
import { forgetEvents } from './webhook/forget-events.ts';
import { addWebhookRoute } from './webhook-route.ts';

const env = readEnv(
  z.object({
    ...baseEnv,
    ...messagingEnv,
    PAYMENT_DATABASE_URL: z.string(),
    STRIPE_SECRET_KEY: z.string(),
    STRIPE_WEBHOOK_SECRET: z.string(),
    /** Only for another processor than Stripe's own, such as the sandbox. */
    STRIPE_API_URL: z.url().optional(),
  }),
);

const log = createLogger({ service: 'payment', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.PAYMENT_DATABASE_URL, max: 16, application: 'payment', log });
const messaging = await openMessaging({ service: 'payment', db, env, log });
const limiter = await openRateLimiter({ service: 'payment', redisUrl: env.REDIS_URL, scale: env.RATE_LIMIT_SCALE, log });
const services: Services = {
  db,
  prisma: new PrismaClient({ adapter: new PrismaPg(db.pool) }),
  stripe: createProcessor({ secretKey: env.STRIPE_SECRET_KEY, apiUrl: env.STRIPE_API_URL }),
  jobs: messaging.jobs,
  limiter,
};

await messaging.hear(createConsumers(services));
await messaging.work(
  {
    reconcile: { handle: () => reconcile({ ...services, log }), everyMs: 10_000 },
    'remind-disputes': { handle: () => remindDisputes(services), everyMs: 600_000 },
    'match-processor': { handle: () => matchProcessor({ ...services, log }), everyMs: 600_000 },
    'match-books': { handle: () => matchBooks({ ...services, log }), everyMs: 86_400_000, timeoutMs: 1_800_000 },
  },
  forgetEvents(db),
);
watchDiscrepancies(db);

await startService({
  name: 'payment',
  host: env.HOST,
  port: env.PAYMENT_PORT,
  log,
  router: createPaymentRouter(services, messaging),
  verifier: createTokenVerifier({
    userJwksUrl: `${env.USER_URL}/.well-known/jwks.json`,
    serviceJwks: env.SERVICE_JWKS,
    service: 'payment',
  }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), ...messaging.checks },
  routes: async (app) => {
    addWebhookRoute(app, services, env.STRIPE_WEBHOOK_SECRET);
    await evidenceRoutes(app, services);
  },
  drain: [() => messaging.close(), () => limiter.close(), () => services.prisma.$disconnect(), () => db.close()],
});
