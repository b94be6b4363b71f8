import { busOptionsOf, openBus } from '@tradewind/messaging';
import { createLogger, createServiceSigner, createTokenVerifier, openRateLimiter, openSharedCache, readEnv } from '@tradewind/service';
import { gatewayEnv } from './env.ts';
import { maxAgeMs, startGateway } from './gateway.ts';

const env = readEnv(gatewayEnv);
const log = createLogger({ service: 'gateway', level: env.LOG_LEVEL });

const bus = await openBus({ service: 'gateway', ...busOptionsOf(env), log });

await startGateway({
  host: env.HOST,
  port: env.GATEWAY_PORT,
  log,
  bus,
  shared: await openSharedCache({ service: 'gateway', redisUrl: env.REDIS_URL, maxAgeMs, log }),
  signer: createServiceSigner({ name: 'gateway', privateKey: env.SERVICE_PRIVATE_KEY }),
  verifier: createTokenVerifier({
    userJwksUrl: new URL('/.well-known/jwks.json', env.USER_URL).href,
    serviceJwks: env.SERVICE_JWKS,
    service: 'gateway',
  }),
  urls: {
    user: env.USER_URL,
    product: env.PRODUCT_URL,
    order: env.ORDER_URL,
    payment: env.PAYMENT_URL,
    notification: env.NOTIFICATION_URL,
  },
  publicUrl: env.PUBLIC_API_URL,
  limiter: await openRateLimiter({ service: 'gateway', redisUrl: env.REDIS_URL, scale: env.RATE_LIMIT_SCALE, log }),
  rateLimitScale: env.RATE_LIMIT_SCALE,
  ...(env.TRUSTED_PROXIES && { trustedProxies: env.TRUSTED_PROXIES }),
  ...(env.REVALIDATE_SECRET && { storefront: { url: env.STOREFRONT_URL, secret: env.REVALIDATE_SECRET } }),
});
