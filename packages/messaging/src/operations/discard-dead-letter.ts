import { TradewindError } from '@tradewind/contracts/errors';
import type { EventEnvelope } from '@tradewind/contracts/events';
import type { messages } from '@tradewind/contracts/schemas';
import { onlyRow } from '@tradewind/service';
import { removeParked, tryLockStream } from '../consumers/dead-letters.ts';
import { audited, type Operator } from './audited.ts';
import { notParked } from './not-parked.ts';

interface Parked {
  topic: string;
  aggregateId: string;
  type: string;
  attempts: number;
  error: string | null;
  event: EventEnvelope;
}

const look = `
  SELECT topic, aggregate_id AS "aggregateId", type, attempts, error, event FROM messaging.dead_letter WHERE event_id = $1`;

/**
 * Gives up on a parked event for good; when it was the first of its aggregate, those behind it go on. The event itself stays in the
 * record of the action.
 * @throws NOT_FOUND when it is not parked, CONFLICT while it is being tried.
 */
export async function discardDeadLetter(operator: Operator, input: messages.DiscardInput): Promise<messages.Discarded> {
  const { eventId, reason } = input;
  return audited(operator, { procedure: 'messages.discard', input }, async (sql) => {
    const parked = onlyRow(await sql.rows<Parked>(look, [eventId]));
    if (!parked) {
      throw notParked();
    }
    // Whoever parks an event behind this one, or tries it, holds the lock: none is left behind one that is gone.
    if (!(await tryLockStream(sql, parked))) {
      throw new TradewindError('CONFLICT', 'The event is being tried at this moment: look at it again.');
    }
    const next = await removeParked(sql, eventId);
    if (next === undefined) {
      throw notParked();
    }
    const { topic: _topic, ...detail } = parked;
    return { answer: { eventId, next }, action: { action: 'discard', target: eventId, detail: { reason, ...detail } } };
  });
}
