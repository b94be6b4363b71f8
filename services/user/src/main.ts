import { messagingEnv, openMessaging } from '@tradewind/messaging';
import { baseEnv, createLogger, createTokenVerifier, openDatabase, openRateLimiter, readEnv, startService } from '@tradewind/service';
import { z } from 'zod';
import { composeServices } from './compose.ts';
import { jwksRoute } from './jwks-route.ts';
import { purgeExpired } from './purge-expired.ts';
import { createUserRouter } from './router.ts';
import { signingKeySchema } from './session/access-tokens.ts';

const env = readEnv(
  z.object({
    ...baseEnv,
    ...messagingEnv,
    USER_DATABASE_URL: z.string(),
    USER_SIGNING_KEY: signingKeySchema,
    USER_CODE_SECRET: z.string().min(32),
  }),
);

const log = createLogger({ service: 'user', level: env.LOG_LEVEL });
const db = openDatabase({ url: env.USER_DATABASE_URL, application: 'user', log });
const limiter = await openRateLimiter({ service: 'user', redisUrl: env.REDIS_URL, scale: env.RATE_LIMIT_SCALE, log });
const services = await composeServices({
  db,
  signingKey: env.USER_SIGNING_KEY,
  codeSecret: env.USER_CODE_SECRET,
  limiter,
  rateLimitScale: env.RATE_LIMIT_SCALE,
});

const messaging = await openMessaging({ service: 'user', db, env, log });
await messaging.work({}, purgeExpired(db));

await startService({
  name: 'user',
  host: env.HOST,
  port: env.USER_PORT,
  log,
  router: createUserRouter(services, messaging),
  verifier: createTokenVerifier({ userKeys: services.accessTokens.jwks, serviceJwks: env.SERVICE_JWKS, service: 'user' }),
  trustedProxies: env.TRUSTED_PROXIES,
  checks: { database: () => db.rows('SELECT 1 AS one'), ...messaging.checks },
  routes: (app) => jwksRoute(app, services.accessTokens.jwks),
  drain: [() => messaging.close(), () => limiter.close(), () => services.prisma.$disconnect(), () => db.close()],
});
