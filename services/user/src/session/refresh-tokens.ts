import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Opaque tokens of 256 bits. Only their SHA-256 is stored; they are random, so no salt is needed. */
export interface RefreshTokens {
  first(): string;
  /**
   * The token that follows another. It is derived (HMAC under the service's secret), so that a client who asks twice with the
   * same token is given the same successor: a family stays a chain, and whoever uses an old link of it is noticed.
   */
  successorOf(token: string): string;
  hashOf(token: string): Buffer;
}

export function createRefreshTokens(secret: string): RefreshTokens {
  return {
    first: () => randomBytes(32).toString('base64url'),
    successorOf: (token) => createHmac('sha256', secret).update(`refresh-token:${token}`).digest('base64url'),
    hashOf: (token) => createHash('sha256').update(token).digest(),
  };
}
