import { TradewindError } from '@tradewind/contracts/errors';
import type { RateLimiter, Take } from '@tradewind/service';

export interface Throttle {
  /** Takes one of each, or none of any. @throws RATE_LIMITED with the seconds to wait when one is used up, UNAVAILABLE when nobody can tell. */
  take(takes: readonly Take[]): Promise<void>;
  /** Gives a key its whole burst again: whoever proved to know the password is not guessing. */
  forget(key: string): Promise<void>;
}

/** Counts what is guessed at: while it cannot be counted, nobody may guess. */
export function createThrottle(limiter: RateLimiter): Throttle {
  return {
    async take(takes) {
      const retryAfter = await limiter.take(takes, { strictly: true });
      if (retryAfter > 0) throw new TradewindError('RATE_LIMITED', 'Too many attempts, wait a little.', { retryAfter });
    },
    forget: (key) => limiter.forget(key),
  };
}
