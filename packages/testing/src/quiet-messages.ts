import type { ServiceName } from '@tradewind/contracts/permissions';
import type { MessagesContext } from '@tradewind/messaging';
import type { Database } from '@tradewind/service';

/** What a service's router knows of its messages in tests that are about other things: a bus on which nothing was ever told, and no jobs. */
export function quietMessages(service: ServiceName, db: Database): MessagesContext {
  return {
    service,
    db,
    bus: { read: async function* () {}, keptSince: async () => new Date(0), lag: async () => 0 },
    jobs: { figures: async () => [] },
  };
}
