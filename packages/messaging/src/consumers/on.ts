import type { EventOf, EventType } from '@tradewind/contracts/events';
import type { Sql } from '@tradewind/service';

/** What runs once the effect is committed. It may be lost in a crash, so it is a nudge only: what must happen is a row. */
export type AfterCommit = () => Promise<void>;

// biome-ignore lint/suspicious/noConfusingVoidType: handlers that return nothing are the usual ones
type Effect = Promise<void | AfterCommit>;

export interface Consumer {
  readonly type: EventType;
  readonly handle: (sql: Sql, event: EventOf<EventType>) => Effect;
}

/**
 * What a service does when it hears of an event. The effect goes through `sql`, in the transaction that remembers the event, and
 * so happens once, however often the event comes; a returned function runs after the commit. It runs in a call whose actor is the
 * service and whose trace is the event's. When it throws it is tried again, and in the end parked.
 */
export function on<Type extends EventType>(type: Type, handle: (sql: Sql, event: EventOf<Type>) => Effect): Consumer {
  // The cast: startConsumers gives a handler only events of its type.
  return { type, handle: handle as Consumer['handle'] };
}
