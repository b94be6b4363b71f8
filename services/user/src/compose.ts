import { PrismaPg } from '@prisma/adapter-pg';
import type { Database, RateLimiter } from '@tradewind/service';
import { createPasswords } from './account/passwords.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { createCodeMaker } from './registration/registration-code.ts';
import type { Services } from './services.ts';
import { createAccessTokens, type SigningKey } from './session/access-tokens.ts';
import { createRefreshTokens } from './session/refresh-tokens.ts';
import { createThrottle } from './throttle.ts';

/**
 * Puts the service's parts together over a database.
 * @param options.rateLimitScale multiplies how many may wait to be hashed; 0 lets any number wait.
 */
export async function composeServices(options: {
  db: Database;
  signingKey: SigningKey;
  codeSecret: string;
  limiter: RateLimiter;
  rateLimitScale: number;
}): Promise<Services> {
  const { db, signingKey, codeSecret, limiter, rateLimitScale } = options;
  return {
    db,
    prisma: new PrismaClient({ adapter: new PrismaPg(db.pool) }),
    passwords: createPasswords({ parallel: 2, waiting: rateLimitScale === 0 ? Number.POSITIVE_INFINITY : 64 * rateLimitScale }),
    throttle: createThrottle(limiter),
    codes: createCodeMaker(codeSecret),
    accessTokens: await createAccessTokens(signingKey),
    refreshTokens: createRefreshTokens(codeSecret),
  };
}
