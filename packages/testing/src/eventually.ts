import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the check neither throws nor rejects, and gives what it answered.
 * @param options.timeoutMs 10,000 unless told
 * @param options.everyMs pause between two tries, 20 unless told
 * @throws what the check threw last
 */
export async function eventually<T>(check: () => T | Promise<T>, options: { timeoutMs?: number; everyMs?: number } = {}): Promise<T> {
  const until = Date.now() + (options.timeoutMs ?? 10_000);
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await sleep(options.everyMs ?? 20);
    }
  }
}
