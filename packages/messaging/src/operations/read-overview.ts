import { topicOf } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { messages } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import { within } from '../bounded.ts';
import type { EventBus } from '../bus/event-bus.ts';
import type { Jobs } from '../jobs/open-jobs.ts';
import { heardTypes } from './heard-types.ts';
import { countDeadLetters } from './list-dead-letters.ts';

const outboxText = `
  SELECT count(*) AS depth, min(occurred_at) AS "oldestAt" FROM messaging.outbox WHERE published_at IS NULL`;

/** Whoever asks waits some four seconds for the whole. */
const patienceMs = 2_000;

/** What a backend beside the database says; it may be away while somebody looks for just that. */
const orUnknown = <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => within(patienceMs, ask).catch(() => null);

/**
 * How the messages of a service stand. What the bus or the jobs' backend does not say within two seconds is null.
 * @throws when the database cannot be reached.
 */
export async function readOverview(ctx: {
  readonly db: Sql;
  readonly service: ServiceName;
  readonly bus: Pick<EventBus, 'lag'>;
  readonly jobs: Pick<Jobs, 'figures'>;
}): Promise<messages.Overview> {
  const { db, service, bus } = ctx;
  const hears = await heardTypes(db);
  const topics = [...new Set(hears.map(topicOf))];
  const [outbox, deadLetters, lag, jobs] = await Promise.all([
    db.rows<{ depth: number; oldestAt: Date | null }>(outboxText),
    countDeadLetters(db),
    topics.length > 0 ? orUnknown(() => bus.lag({ group: service, topics })) : null,
    orUnknown(() => ctx.jobs.figures()),
  ]);
  const row = onlyRow(outbox);
  return { outbox: { depth: row?.depth ?? 0, oldestAt: row?.oldestAt?.toISOString() ?? null }, lag, deadLetters, hears, jobs };
}
