import { createLimiter, type Rate } from './gcra.ts';

/** What a request does to the house. */
type RateClass = 'read' | 'write' | 'auth';

const rates = {
  read: { perSecond: 500, burst: 2_000 },
  write: { perSecond: 100, burst: 1_000 },
  auth: { perSecond: 20, burst: 60 },
} as const satisfies Record<RateClass, Rate>;

/**
 * Limits by client address, one for each class.
 *
 * @param scale multiplies every limit; 0 switches them off.
 * @returns seconds to wait, 0 when the request may pass.
 */
export function createRateLimits(scale: number): (request: Weighed, address: string) => number {
  if (scale === 0) return () => 0;
  const scaled = ({ perSecond, burst }: Rate) => createLimiter({ perSecond: perSecond * scale, burst: Math.max(1, burst * scale) });
  const limiters = { read: scaled(rates.read), write: scaled(rates.write), auth: scaled(rates.auth) } satisfies Record<RateClass, unknown>;
  return ({ kind, cost }, address) => limiters[kind](address, cost);
}

export type RateLimits = ReturnType<typeof createRateLimits>;

/** A request's class, and for how many it counts. */
export interface Weighed {
  readonly kind: RateClass;
  readonly cost: number;
}

/** Weighs a request by its method and address. Signing in and up is guessed at by machines, so it is a class of its own. */
export function weigh(method: string, url: string): Weighed {
  const path = pathOf(url);
  const procedures = path.startsWith('/trpc/') ? path.slice('/trpc/'.length).split(',') : null;
  const cost = procedures?.length ?? 1;
  if (method === 'GET' || method === 'HEAD') return { kind: 'read', cost };
  const guessable = procedures ? procedures.some((name) => name.startsWith('auth.')) : path.startsWith('/api/v1/auth/');
  return { kind: guessable ? 'auth' : 'write', cost };
}

/** The path with its escapes undone, so that `/trpc/auth%2Elogin` is what it will be routed as. */
function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
