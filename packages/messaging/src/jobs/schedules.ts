import type { Logger } from '@tradewind/service';

export interface SchedulesOptions {
  readonly everyMs: number;
  readonly log: Logger;
  /** Stores a schedule, or nothing where it is there already. */
  readonly store: (name: string, everyMs: number) => Promise<void>;
}

/**
 * Stores schedules again every so often: a backend may have lost them (a Redis that was emptied or replaced), and then nothing would
 * ever run again, since it is a schedule's last run that brings about the next.
 */
export function keepSchedules({ everyMs, log, store }: SchedulesOptions) {
  const schedules = new Map<string, number>();
  let storing: Promise<void> = Promise.resolve();

  async function storeAll(): Promise<void> {
    try {
      await Promise.all([...schedules].map(([name, every]) => store(name, every)));
    } catch (err) {
      log.warn({ err }, 'schedules could not be stored again, trying later');
    }
  }

  function again(): void {
    storing = storing.then(storeAll);
  }

  const timer = setInterval(again, everyMs);
  timer.unref();
  return {
    /** @throws when it could not be stored */
    async add(name: string, every: number): Promise<void> {
      await store(name, every);
      schedules.set(name, every);
    },
    /** Stores all of them soon. */
    store: again,
    async close(): Promise<void> {
      clearInterval(timer);
      await storing;
    },
  };
}
