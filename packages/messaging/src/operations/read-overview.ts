import { topicOf } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import type { messages } from '@tradewind/contracts/schemas';
import { onlyRow, type Sql } from '@tradewind/service';
import type { EventBus } from '../bus/event-bus.ts';
import { heardTypes } from './heard-types.ts';
import { countDeadLetters } from './list-dead-letters.ts';

const outboxText = `
  SELECT count(*) AS depth, min(occurred_at) AS "oldestAt" FROM messaging.outbox WHERE published_at IS NULL`;

/** How the messages of a service stand. @throws when its database or the bus cannot be reached. */
export async function readOverview(ctx: {
  readonly db: Sql;
  readonly service: ServiceName;
  readonly bus: Pick<EventBus, 'lag'>;
}): Promise<messages.Overview> {
  const { db, service, bus } = ctx;
  const hears = await heardTypes(db);
  const topics = [...new Set(hears.map(topicOf))];
  const [outbox, deadLetters, lag] = await Promise.all([
    db.rows<{ depth: number; oldestAt: Date | null }>(outboxText),
    countDeadLetters(db),
    topics.length > 0 ? bus.lag({ group: service, topics }) : null,
  ]);
  const row = onlyRow(outbox);
  return { outbox: { depth: row?.depth ?? 0, oldestAt: row?.oldestAt?.toISOString() ?? null }, lag, deadLetters, hears };
}
