import { TradewindError } from '@tradewind/contracts/errors';
import type { messages } from '@tradewind/contracts/schemas';
import { onlyRow } from '@tradewind/service';
import { isFirst } from '../consumers/dead-letters.ts';
import { audited, type Operator } from './audited.ts';
import { notParked } from './not-parked.ts';

// A first one that is locked is being tried at this moment.
const mark = `
  WITH chosen AS MATERIALIZED (
    SELECT position, topic, aggregate_id FROM messaging.dead_letter
    WHERE CASE WHEN $1::uuid IS NULL THEN $2::text IS NULL OR aggregate_id = $2
      ELSE (topic, aggregate_id) IN (SELECT topic, aggregate_id FROM messaging.dead_letter WHERE event_id = $1) END
  ), first AS MATERIALIZED (
    SELECT position FROM messaging.dead_letter d
    WHERE position IN (SELECT position FROM chosen) AND ${isFirst} FOR UPDATE SKIP LOCKED
  ), marked AS (
    UPDATE messaging.dead_letter SET retry_at = now(), attempts = 0 WHERE position IN (SELECT position FROM first)
  )
  SELECT count(*) AS events, count(DISTINCT (topic, aggregate_id)) AS aggregates FROM chosen`;

/**
 * Has parked events tried again, in their order, by the service's running consumers within a second or so: those of an event's
 * aggregate, of an aggregate, or all. What fails again is parked again, and tried by itself as if it were new.
 * @throws NOT_FOUND when nothing of the event or the aggregate is parked.
 */
export async function replayDeadLetters(operator: Operator, input: messages.ReplayInput): Promise<messages.Replayed> {
  const { eventId, aggregateId } = input;
  return audited(operator, { procedure: 'messages.replay', input }, async (sql) => {
    const answer = onlyRow(await sql.rows<messages.Replayed>(mark, [eventId ?? null, aggregateId ?? null]));
    if (!answer?.events && eventId !== undefined) {
      throw notParked();
    }
    if (!answer?.events && aggregateId !== undefined) {
      throw new TradewindError('NOT_FOUND', 'Nothing of this aggregate is parked here.');
    }
    const detail = answer ?? { aggregates: 0, events: 0 };
    return { answer: detail, action: { action: 'replay', target: eventId ?? aggregateId ?? 'all', detail } };
  });
}
