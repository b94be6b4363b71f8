type Listener = (events: number) => void;

const listeners = new Set<Listener>();

/**
 * Tells the relays of this process that a transaction under way has written events. This, and a poll for what other processes
 * left behind, stands in for NOTIFY: a transaction that notifies commits under one lock of the whole PostgreSQL cluster, which
 * halved the rate of small commits (docs/decisions/0003-embedded-event-log.md).
 */
export function wakeRelays(events: number): void {
  for (const listener of listeners) {
    listener(events);
  }
}

/** @returns ends the listening. */
export function onAppend(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
