import { type EventOf, type EventType, parseEvent } from '@tradewind/contracts/events';
import type { Logger } from '@tradewind/service';
import { within } from '../bounded.ts';
import type { Batch } from './event-bus.ts';

const broadcastTimeoutMs = 10_000;

/** Hands a batch's events over one by one; what fails is told to the log only. */
export function toEach(handle: (event: EventOf<EventType>) => Promise<void> | void, log: Logger) {
  return async ({ events, stopped }: Batch): Promise<void> => {
    for (const event of events) {
      if (stopped()) {
        return;
      }
      try {
        await within(broadcastTimeoutMs, async () => handle(parseEvent(event)));
      } catch (err) {
        log.error({ err, eventId: event.id, type: event.type }, 'a broadcast event was not handled');
      }
    }
  };
}
