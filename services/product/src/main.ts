import { messagingEnv, openMessaging } from '@tradewind/messaging';
import { baseEnv, createLogger, createTokenVerifier, openDatabase, readEnv, startService } from '@tradewind/service';
import { z } from 'zod';
import { composeServices } from './compose.ts';
import { productConsumers } from './events/consumers.ts';
import { expireReservations } from './inventory/expire-reservations.ts';
import { mediaRoutes } from './media-routes.ts';
import { createProductRouter } from './router.ts';

const env = readEnv(
  z.object({
    ...baseEnv,
    ...messagingEnv,
    PRODUCT_DATABASE_URL: z.string(),
    MEDIA_DIR: z.string(),
    PUBLIC_API_URL: z.url().default('http://localhost:4000'),
  }),
);

const log = createLogger({ service: 'product', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.PRODUCT_DATABASE_URL, application: 'product', max: 16, log });
const services = composeServices({ db, mediaDir: env.MEDIA_DIR, publicApiUrl: env.PUBLIC_API_URL });

const messaging = await openMessaging({ service: 'product', db, env, log });
await messaging.hear(productConsumers);
await messaging.work({ 'expire-reservations': { handle: () => expireReservations(services), everyMs: 5_000 } });

await startService({
  name: 'product',
  host: env.HOST,
  port: env.PRODUCT_PORT,
  log,
  router: createProductRouter(services, messaging),
  verifier: createTokenVerifier({
    userJwksUrl: `${env.USER_URL}/.well-known/jwks.json`,
    serviceJwks: env.SERVICE_JWKS,
    service: 'product',
  }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), ...messaging.checks },
  routes: (app) => mediaRoutes(app, services),
  drain: [() => messaging.close(), () => services.prisma.$disconnect(), () => db.close()],
});
