/** A rate: how many a second in the long run, and how many at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling): for each key only the time at which it would be idle
 * again is kept. Keys that are idle are forgotten, so memory is bounded by how many are active within one burst's time.
 *
 * @returns a function that takes `cost` for a key: 0 when it may pass, else the seconds after which it may be tried again.
 */
export function createLimiter({ perSecond, burst }: Rate, now: () => number = () => performance.now()) {
  const spacing = 1_000 / perSecond;
  const tolerance = spacing * (burst - 1);
  let idleAt = new Map<string, number>();
  let sweepAt = now() + sweepEveryMs;

  return function take(key: string, cost = 1): number {
    const time = now();
    if (time >= sweepAt) {
      idleAt = new Map([...idleAt].filter(([, at]) => at > time));
      sweepAt = time + sweepEveryMs;
    }
    const at = Math.max(idleAt.get(key) ?? 0, time);
    const wait = at + spacing * (cost - 1) - tolerance - time;
    if (wait > 0) return Math.ceil(wait / 1_000);
    idleAt.set(key, at + spacing * cost);
    return 0;
  };
}

const sweepEveryMs = 10_000;
