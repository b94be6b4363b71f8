import { hash, verify } from '@node-rs/argon2';
import { TradewindError } from '@tradewind/contracts/errors';

/** argon2id with 19 MiB, two passes, one lane: the first choice of OWASP's Password Storage Cheat Sheet. About 16 ms of a core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface Passwords {
  /** @throws RATE_LIMITED when too many are waiting to be hashed. */
  hash(password: string): Promise<string>;
  /**
   * Whether a password belongs to a hash. Without a hash (nobody has that address) it does the same work and says no, so that
   * the time of an answer tells nothing. @throws RATE_LIMITED as above.
   */
  verify(stored: string | null, password: string): Promise<boolean>;
}

/**
 * Hashing, bounded: at most `parallel` hashes run at a time, so that sign-ins cannot take all cores and memory, and at most
 * `waiting` more stand in line.
 */
export function createPasswords(options: { parallel: number; waiting: number }): Passwords {
  let running = 0;
  const line: (() => void)[] = [];

  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (running < options.parallel) running += 1;
    else if (line.length >= options.waiting) {
      throw new TradewindError('RATE_LIMITED', 'Too many people are signing in, try again in a moment.', { retryAfter: 1 });
    } else await new Promise<void>((turn) => line.push(turn));
    try {
      return await work();
    } finally {
      const turn = line.shift();
      if (turn === undefined) running -= 1;
      else turn();
    }
  }

  // A hash that no password is known for, made with today's cost.
  const decoy = hash(crypto.getRandomValues(new Uint8Array(32)), cost);

  return {
    hash: (password) => bounded(() => hash(password, cost)),
    verify: (stored, password) =>
      bounded(async () => {
        const fits = await verify(stored ?? (await decoy), password);
        return fits && stored !== null;
      }),
  };
}
