import type { Sql } from '@tradewind/service';

/** Relays listen here; writers tell them that events were committed. */
export const outboxChannel = 'messaging_outbox';

const notifyText = `SELECT pg_notify('${outboxChannel}', '')::text`;

type Listener = () => void;

const listeners = new Set<Listener>();

function wake(): void {
  for (const listener of listeners) {
    listener();
  }
}

/**
 * Has relays woken once the events that were just written through `sql` are committed. A notification inside of the transaction
 * would do, but makes its commit wait for the lock of the whole PostgreSQL cluster, which halved the rate of small commits
 * (docs/decisions/0003-embedded-event-log.md); so that is left to transactions that tell nobody of their commit.
 */
export async function wakeAfterCommit(sql: Sql): Promise<void> {
  if (sql.afterCommit) {
    sql.afterCommit(wake);
  } else {
    await sql.rows(notifyText);
  }
}

/** Hears of commits with events in this process. @returns ends the listening. */
export function onCommitted(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells relays in other processes of this process's commits: one notification at a time, for all that came meanwhile. */
export function notifyRelays(db: Sql, failed: (error: unknown) => void): () => void {
  let sending = false;
  let again = false;
  async function send(): Promise<void> {
    again = true;
    if (sending) return;
    sending = true;
    try {
      while (again) {
        again = false;
        await db.rows(notifyText);
      }
    } finally {
      sending = false;
    }
  }
  return onCommitted(() => void send().catch(failed));
}
