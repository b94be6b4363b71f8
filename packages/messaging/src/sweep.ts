import type { Logger, Sql } from '@tradewind/service';

const hour = 3_600_000;
/** Published events are kept this long, for replay. */
const outboxDays = 7;
/** Ids are remembered longer than any log or outbox could still bring their events. */
const inboxDays = 21;

/** Deletes published events that are past their time, some thousands. @returns how many were deleted. */
export async function sweepOutbox(sql: Sql, days: number = outboxDays): Promise<number> {
  const deleted = await sql.rows(
    `DELETE FROM messaging.outbox WHERE position IN (
       SELECT position FROM messaging.outbox
       WHERE occurred_at < now() - make_interval(days => $1) AND published_at IS NOT NULL LIMIT 5000) RETURNING 1`,
    [days],
  );
  return deleted.length;
}

/** Forgets the ids of events that cannot come again, some thousands. @returns how many were forgotten. */
export async function sweepInbox(sql: Sql, days: number = inboxDays): Promise<number> {
  const deleted = await sql.rows(
    `DELETE FROM messaging.inbox WHERE event_id IN (
       SELECT event_id FROM messaging.inbox WHERE settled_at < now() - make_interval(days => $1) LIMIT 5000) RETURNING 1`,
    [days],
  );
  return deleted.length;
}

/** Sweeps once an hour, each time until nothing is left. @returns ends it. */
export function startSweep(sweep: () => Promise<number>, log: Logger): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  async function run(): Promise<void> {
    try {
      while (!stopped && (await sweep()) > 0);
    } catch (err) {
      log.warn({ err }, 'old rows could not be swept, trying again in an hour');
    }
  }
  const timer = setInterval(() => {
    running = run();
  }, hour);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
