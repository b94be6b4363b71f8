import { TradewindError } from '@tradewind/contracts/errors';

/** So many at once, and one more each `everyMs`. */
interface Limit {
  readonly burst: number;
  readonly everyMs: number;
}

/** What is counted, and how much of it is allowed. */
interface Allowance {
  readonly key: string;
  readonly limit: Limit;
}

export interface Throttle {
  /** Takes one of each allowance, or none of any. @throws RATE_LIMITED with the seconds to wait, when one is used up. */
  take(allowances: readonly Allowance[]): void;
  /** Gives a key its whole burst again: whoever proved to know the password is not guessing. */
  forget(key: string): void;
}

/** Beyond so many keys the oldest are forgotten, so that a flood of addresses costs a bounded amount of memory. */
const maxKeys = 100_000;

/**
 * Counts in this process by GCRA, the leaky bucket as a meter: per key one number, the time at which its bucket is empty.
 * @param scale multiplies every limit; 0 switches them off.
 * @param now milliseconds of a clock.
 */
export function createThrottle(scale: number, now: () => number = Date.now): Throttle {
  const emptyAt = new Map<string, number>();

  function next({ key, limit }: Allowance) {
    const interval = limit.everyMs / scale;
    const base = Math.max(emptyAt.get(key) ?? 0, now());
    const burst = Math.max(1, limit.burst * scale);
    return { key, at: base + interval, waitMs: base + interval - now() - burst * interval };
  }

  return {
    take(allowances) {
      if (scale === 0) return;
      const takes = allowances.map(next);
      const waitMs = Math.max(0, ...takes.map((take) => take.waitMs));
      if (waitMs > 0) {
        throw new TradewindError('RATE_LIMITED', 'Too many attempts, wait a little.', { retryAfter: Math.ceil(waitMs / 1000) });
      }
      for (const take of takes) {
        emptyAt.delete(take.key);
        emptyAt.set(take.key, take.at);
      }
      for (const oldest of emptyAt.keys()) {
        if (emptyAt.size <= maxKeys) break;
        emptyAt.delete(oldest);
      }
    },
    forget: (key) => void emptyAt.delete(key),
  };
}
