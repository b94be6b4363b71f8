import type { Logger } from '@tradewind/service';

const quietMs = 10_000;

/**
 * BullMQ tells of what went wrong as events: unheard, they would end the process. While its backend is away there are many, of all
 * queues and workers; one in ten seconds is logged.
 */
export function createHearing(log: Logger) {
  let toldAt = Number.NEGATIVE_INFINITY;
  return function heard<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(emitter: T): T {
    emitter.on('error', (err) => {
      const time = performance.now();
      if (time - toldAt < quietMs) return;
      toldAt = time;
      log.warn({ err }, 'jobs: an exchange with the backend failed');
    });
    return emitter;
  };
}
