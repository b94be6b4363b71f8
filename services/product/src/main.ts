import { openBus, openJobs, startConsumers, startRelay } from '@tradewind/messaging';
import { baseEnv, createLogger, createTokenVerifier, openDatabase, readEnv, startService } from '@tradewind/service';
import { z } from 'zod';
import { composeServices } from './compose.ts';
import { onOrderCancelled } from './events/on-order-cancelled.ts';
import { onOrderConfirmed } from './events/on-order-confirmed.ts';
import { expireReservations } from './inventory/expire-reservations.ts';
import { mediaRoutes } from './media-routes.ts';
import { createProductRouter } from './router.ts';

const env = readEnv(
  z.object({
    ...baseEnv,
    PRODUCT_DATABASE_URL: z.string(),
    MEDIA_DIR: z.string(),
    PUBLIC_API_URL: z.url().default('http://localhost:4000'),
  }),
);

const log = createLogger({ service: 'product', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.PRODUCT_DATABASE_URL, application: 'product', max: 16, log });
const services = composeServices({ db, mediaDir: env.MEDIA_DIR, publicApiUrl: env.PUBLIC_API_URL });

const bus = await openBus({ service: 'product', eventsDatabaseUrl: env.EVENTS_DATABASE_URL, kafkaBrokers: env.KAFKA_BROKERS, log });
const relay = startRelay({ db, bus, log });
const consumers = await startConsumers({ bus, db, service: 'product', consumers: [onOrderConfirmed, onOrderCancelled], log });
const jobs = await openJobs({ service: 'product', databaseUrl: env.PRODUCT_DATABASE_URL, redisUrl: env.REDIS_URL, log });
await jobs.work({ 'expire-reservations': { handle: async () => void (await expireReservations(services)) } });
await jobs.schedule('expire-reservations', { everyMs: 5_000 });

await startService({
  name: 'product',
  host: env.HOST,
  port: env.PRODUCT_PORT,
  log,
  router: createProductRouter(services),
  verifier: createTokenVerifier({
    userJwksUrl: `${env.USER_URL}/.well-known/jwks.json`,
    serviceJwks: env.SERVICE_JWKS,
    service: 'product',
  }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), bus: () => bus.check(), jobs: () => jobs.check() },
  routes: (app) => mediaRoutes(app, services),
  drain: [
    () => consumers.close(),
    () => jobs.close(),
    () => relay.close(),
    () => bus.close(),
    () => services.prisma.$disconnect(),
    () => db.close(),
  ],
});
