export {
  createServiceSigner,
  createTokenVerifier,
  type JSONWebKeySet,
  type JWK,
  type ServiceSigner,
  serviceIssuer,
  type TokenVerifier,
  type UserActor,
  userAudience,
  userIssuer,
} from './auth.ts';
export { type Kept, openSharedCache, type SharedCache, type SharedCacheOptions } from './cache/open-shared-cache.ts';
export { createServiceClient } from './client.ts';
export { type Database, openDatabase } from './database.ts';
export { baseEnv, EnvError, readEnv, redisEnv } from './env.ts';
export { asTradewindError, parseInput } from './errors.ts';
export { wire } from './headers.ts';
export { failingChecks } from './health.ts';
export { type Claim, idempotent, purgeIdempotencyKeys } from './idempotency.ts';
export { createLocalLimiter, type LocalLimiter, type Rate, type Take } from './limits/gcra.ts';
export { openRateLimiter, type RateLimiter, type RateLimiterOptions } from './limits/open-rate-limiter.ts';
export { createLogger, type Logger } from './log.ts';
export { migrate, serviceMigrations } from './migrate.ts';
export { isConnected, openRedis, type RedisConnectionOptions } from './redis/open-redis.ts';
export { type Actor, actorLabel, type Call, currentCall, maybeCall, runInCall } from './scope.ts';
export { onlyRow, prismaSql, type Sql } from './sql.ts';
export { type RunningService, type ServiceOptions, startService } from './start.ts';
export { takeStep } from './steps.ts';
export { childTraceparent, traceIdOf } from './trace.ts';
export { type Access, authorise, createTrpc } from './trpc.ts';
export { isSigned } from './verify-signature.ts';
