import { createLru } from '../lru.ts';

/** So many at once, and one more each `everyMs`. */
export interface Rate {
  readonly burst: number;
  readonly everyMs: number;
}

/** What is counted, how much of it is allowed, and for how many this counts (1 unless told). */
export interface Take {
  readonly key: string;
  readonly rate: Rate;
  readonly cost?: number;
}

/** Limits that are kept in this process. */
export interface LocalLimiter {
  /** Takes all of these or none. @returns the seconds after which it may be tried again, 0 when they were taken. */
  take(takes: readonly Take[]): number;
  /** Gives a key its whole burst again. */
  forget(key: string): void;
}

/** Beyond so many keys the one that was used longest ago is forgotten, so that a flood of them costs a bounded amount of memory. */
const maxKeys = 100_000;

/** A limiter's rate at a scale that multiplies every limit. */
export function scaled({ burst, everyMs }: Rate, scale: number): Rate {
  return { burst: Math.max(1, burst * scale), everyMs: everyMs / scale };
}

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling): for each key only the time at which it would be idle again is
 * kept.
 * @param scale multiplies every limit; 0 switches them off.
 * @param now milliseconds of a clock that never goes back.
 */
export function createLocalLimiter(scale: number, now: () => number = () => performance.now()): LocalLimiter {
  const idleAt = createLru<number>(maxKeys);

  function next({ key, rate, cost = 1 }: Take, time: number) {
    const { burst, everyMs } = scaled(rate, scale);
    const at = Math.max(idleAt.get(key) ?? 0, time);
    return { key, idleAt: at + everyMs * cost, waitMs: at + everyMs * (cost - burst) - time };
  }

  return {
    take(takes) {
      if (scale === 0) return 0;
      const time = now();
      const counted = takes.map((take) => next(take, time));
      const waitMs = Math.max(0, ...counted.map((one) => one.waitMs));
      if (waitMs > 0) return Math.ceil(waitMs / 1_000);
      for (const one of counted) idleAt.set(one.key, one.idleAt);
      return 0;
    },
    forget: (key) => idleAt.delete(key),
  };
}
