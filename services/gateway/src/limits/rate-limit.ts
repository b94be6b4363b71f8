import { createLocalLimiter, type Rate, type RateLimiter } from '@tradewind/service';

/** What a request does to the house. */
type RateClass = 'read' | 'write' | 'auth';

const rates = {
  read: { burst: 2_000, everyMs: 2 },
  write: { burst: 1_000, everyMs: 10 },
  auth: { burst: 60, everyMs: 50 },
} as const satisfies Record<RateClass, Rate>;

/**
 * Limits by client address, one for each class. Reads are counted in this process: most are answered from its memory, sooner than
 * anybody could be asked. The others are counted where the house keeps its limits.
 * @param scale multiplies the limit of reads, as the limiter's own does its; 0 switches it off.
 */
export function createRateLimits(limiter: RateLimiter, scale: number) {
  const reads = createLocalLimiter(scale);
  return {
    /** @returns seconds to wait, 0 when a read may pass. */
    read: ({ cost }: Weighed, address: string): number => reads.take([{ key: address, rate: rates.read, cost }]),
    /** @returns seconds to wait, 0 when it may pass. @throws UNAVAILABLE when it is guessable and nobody can tell how often it was tried. */
    take: ({ kind, cost, isGuessable }: Weighed, address: string): Promise<number> =>
      limiter.take([{ key: `${kind}:${address}`, rate: rates[kind], cost }], { strictly: isGuessable }),
  };
}

export type RateLimits = ReturnType<typeof createRateLimits>;

/** A request's class, and for how many it counts. */
export interface Weighed {
  readonly kind: RateClass;
  readonly cost: number;
  /** Whether it tries a password or a code: what makes no guess passes while nobody can count. */
  readonly isGuessable: boolean;
}

/** They carry a random token that nobody guesses, and whoever is signed in is to stay so. */
const ofSessions: ReadonlySet<string> = new Set(['auth.refresh', 'auth.logout', '/api/v1/auth/refresh', '/api/v1/auth/logout']);

/** Weighs a request by its method and address. Signing in and up is guessed at by machines, so it is a class of its own. */
export function weigh(method: string, url: string): Weighed {
  const path = pathOf(url);
  const procedures = path.startsWith('/trpc/') ? path.slice('/trpc/'.length).split(',') : null;
  const cost = procedures?.length ?? 1;
  if (method === 'GET' || method === 'HEAD') return { kind: 'read', cost, isGuessable: false };
  const auth = procedures ? procedures.filter((name) => name.startsWith('auth.')) : path.startsWith('/api/v1/auth/') ? [path] : [];
  const isGuessable = auth.some((name) => !ofSessions.has(name));
  return { kind: auth.length > 0 ? 'auth' : 'write', cost, isGuessable };
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
