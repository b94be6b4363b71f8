import { type EventEnvelope, type EventOf, type EventType, parseEvent } from '@tradewind/contracts/events';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { type Database, type Logger, runInCall, type Sql, takeStep } from '@tradewind/service';
import { within } from '../bounded.ts';
import { type Failure, firstOf, lockStream, park, removeParked, type Stream, streamOf } from './dead-letters.ts';
import type { AfterCommit, Consumer } from './on.ts';

export type Outcome = 'handled' | 'duplicate' | 'parked';

export interface Settling {
  readonly db: Database;
  readonly service: ServiceName;
  readonly handlers: ReadonlyMap<EventType, Consumer['handle']>;
  readonly log: Logger;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
}

// The bound on statements holds from the next one on, until the transaction ends: a handler that hangs in the database ends too.
const claim = `
  INSERT INTO messaging.inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING
  RETURNING set_config('statement_timeout', $4, true),
    EXISTS (SELECT 1 FROM messaging.dead_letter WHERE topic = $2 AND aggregate_id = $3) AS waiting`;

async function claimEvent(sql: Sql, event: EventEnvelope, timeoutMs: number): Promise<{ waiting: boolean } | undefined> {
  const { topic, aggregateId } = streamOf(event);
  const [row] = await sql.rows<{ waiting: boolean }>(claim, [event.id, topic, aggregateId, String(timeoutMs)]);
  return row;
}

/** Refuses statements of a handler that was given up on: its connection serves somebody else by then. */
function revocable(sql: Sql): { sql: Sql; revoke(): void } {
  let over = false;
  return {
    sql: {
      ...sql,
      rows: async (text, values) => {
        if (over) {
          throw new Error('the transaction of this event is over');
        }
        return sql.rows(text, values);
      },
    },
    revoke: () => {
      over = true;
    },
  };
}

/** Runs the handler as a call of the service's own, in the event's trace, bounded in time. */
async function runHandler(settling: Settling, outer: Sql, event: EventEnvelope): Promise<AfterCommit | undefined> {
  const handle = settling.handlers.get(event.type);
  if (!handle) {
    return undefined;
  }
  const parsed: EventOf<EventType> = parseEvent(event);
  const { sql, revoke } = revocable(outer);
  try {
    return await within(settling.timeoutMs, (signal) =>
      runInCall(
        { ...callOf(settling, event), deadline: Date.now() + settling.timeoutMs, signal },
        async () => (await handle(sql, parsed)) ?? undefined,
      ),
    );
  } finally {
    revoke();
  }
}

function callOf({ service, log }: Settling, event: EventEnvelope) {
  return { actor: { kind: 'service', name: service }, traceparent: event.traceparent, log } as const;
}

/** What was promised for after the commit. Its failure is told to the log only: the effect stands. */
async function runAfter(settling: Settling, event: EventEnvelope, after: AfterCommit | undefined): Promise<void> {
  if (after) {
    try {
      await within(settling.timeoutMs, () => runInCall(callOf(settling, event), after));
    } catch (err) {
      settling.log.warn({ err, eventId: event.id, type: event.type }, 'what follows an event after its commit failed');
    }
  }
}

/**
 * One attempt at an event: its effect and its id in the inbox are one transaction. An event whose stream has parked ones parks
 * behind them. @throws what the handler throws; then nothing is changed.
 */
export function settle(settling: Settling, event: EventEnvelope): Promise<Outcome> {
  return takeStep({ kind: 'effect', names: [event.type] }, () => takeEffect(settling, event));
}

async function takeEffect(settling: Settling, event: EventEnvelope): Promise<Outcome> {
  let after: AfterCommit | undefined;
  const outcome = await settling.db.transaction<Outcome>(async (sql) => {
    const claimed = await claimEvent(sql, event, settling.timeoutMs);
    if (!claimed) {
      return 'duplicate';
    }
    if (claimed.waiting) {
      // Those before it may be done by the time the lock is had; then it is its turn.
      await lockStream(sql, streamOf(event));
      if (await firstOf(sql, streamOf(event))) {
        await park(sql, event, null);
        return 'parked';
      }
    }
    after = await runHandler(settling, sql, event);
    return 'handled';
  });
  await runAfter(settling, event, after);
  return outcome;
}

/** Parks an event for its failure, unless it is settled by now. Followers see it, since it is committed before they are tried. */
export async function settleFailed(settling: Settling, event: EventEnvelope, failure: Failure): Promise<Outcome> {
  return settling.db.transaction(async (sql) => {
    if (!(await claimEvent(sql, event, settling.timeoutMs))) {
      return 'duplicate';
    }
    await lockStream(sql, streamOf(event));
    await park(sql, event, (await firstOf(sql, streamOf(event))) ? null : failure);
    return 'parked';
  });
}

/**
 * Tries the first parked event of a stream: its effect and its removal are one transaction.
 * @returns false when the stream has none. @throws {ReplayError} what the handler throws, with the event.
 */
export async function settleParked(settling: Settling, stream: Stream): Promise<boolean> {
  let after: AfterCommit | undefined;
  let tried: { event: EventEnvelope; attempts: number } | undefined;
  try {
    await settling.db.transaction(async (sql) => {
      await lockStream(sql, stream);
      tried = await firstOf(sql, stream);
      if (tried) {
        await removeParked(sql, tried.event.id);
        after = await runHandler(settling, sql, tried.event);
      }
    });
  } catch (cause) {
    throw tried ? new ReplayError(tried.event, tried.attempts, cause) : cause;
  }
  if (tried) {
    await runAfter(settling, tried.event, after);
  }
  return tried !== undefined;
}

/** A parked event failed again. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly event: EventEnvelope;
  readonly attempts: number;

  constructor(event: EventEnvelope, attempts: number, cause: unknown) {
    super('a parked event failed again', { cause });
    this.event = event;
    this.attempts = attempts;
  }
}
