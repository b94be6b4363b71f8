import type { messages } from '@tradewind/contracts/schemas';
import { traceIdOf } from '@tradewind/service';
import { isFirst } from '../consumers/dead-letters.ts';

/** What of `messaging.dead_letter d` is shown. */
export const deadLetterColumns = `
  d.event_id AS "eventId", d.position, d.topic, d.type, d.aggregate_id AS "aggregateId", d.attempts, d.error,
  d.event->>'traceparent' AS traceparent, d.parked_at AS "parkedAt", d.tried_at AS "triedAt",
  CASE WHEN NOT ${isFirst} THEN 'behind' WHEN d.retry_at IS NULL THEN 'waiting' ELSE 'retrying' END AS state,
  CASE WHEN ${isFirst} THEN d.retry_at END AS "retryAt"`;

export interface DeadLetterRow extends Omit<messages.DeadLetter, 'traceId' | 'parkedAt' | 'triedAt' | 'retryAt'> {
  readonly traceparent: string | null;
  readonly parkedAt: Date;
  readonly triedAt: Date | null;
  readonly retryAt: Date | null;
}

export function toDeadLetter({ traceparent, parkedAt, triedAt, retryAt, ...row }: DeadLetterRow): messages.DeadLetter {
  return {
    ...row,
    traceId: traceIdOf(traceparent ?? '') ?? null,
    parkedAt: parkedAt.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    retryAt: retryAt?.toISOString() ?? null,
  };
}
