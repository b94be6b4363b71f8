import { z } from 'zod';
import { eventTypes } from '../events/catalogue.ts';
import { topics } from '../events/versions.ts';
import { instant, listOf, page, repeatable, text } from './primitives.ts';

const aggregateId = z.string().min(1).max(64);
const eventId = z.uuid();

/** What a parked event waits for: somebody to look, its next attempt, or one of its aggregate that is before it. */
export const parkedState = z.enum(['waiting', 'retrying', 'behind']);

/** An event that a service could not handle, or that waits behind one. */
export const deadLetter = z.object({
  eventId,
  /** Its place in the service's list; as text, the cursor of what follows it. */
  position: z.int(),
  topic: z.string(),
  type: z.string(),
  aggregateId: z.string(),
  state: parkedState,
  /** Since it was parked or last replayed, those before parking included. */
  attempts: z.int(),
  /** The message of the last failure, without its stack; null while it has only waited. */
  error: z.string().nullable(),
  /** The trace that the event belongs to, and its attempts: what to look for in logs. */
  traceId: z.string().nullable(),
  parkedAt: instant,
  triedAt: instant.nullable(),
  /** The next attempt by itself; null unless `retrying`. */
  retryAt: instant.nullable(),
});

export const deadLetterListInput = z.object({
  state: parkedState.optional(),
  aggregateId: aggregateId.optional(),
  type: z.enum(eventTypes).optional(),
  topic: z.enum(topics).optional(),
  ...page,
});

export const deadLetterList = listOf(deadLetter).extend({ total: z.int() });

export const deadLetterInput = z.object({ eventId });

const waiting = deadLetter.pick({ eventId: true, type: true, parkedAt: true });

export const deadLetterDetail = deadLetter.extend({
  /** The envelope as it came, whatever it holds. */
  event: z.record(z.string(), z.unknown()),
  /** The first of its aggregate, which all others wait for; null when it is the first itself. */
  first: waiting.nullable(),
  /** Those that wait behind it, the next ones named. */
  behind: z.object({ total: z.int(), next: z.array(waiting) }),
});

/** Exactly one of: an event (with its aggregate's, in their order), an aggregate, or everything that is parked. */
export const replayTarget = z.object({ eventId: eventId.optional(), aggregateId: aggregateId.optional(), all: z.literal(true).optional() });

const isOneTarget = (target: z.infer<typeof replayTarget>) =>
  [target.eventId, target.aggregateId, target.all].filter((value) => value !== undefined).length === 1;
const notOneTarget = { path: ['all'], message: 'say one of eventId, aggregateId and all: true' };

export const replayInput = z.object({ ...replayTarget.shape, ...repeatable }).refine(isOneTarget, notOneTarget);

/** How many aggregates are tried again, and how many events they have parked. */
export const replayed = z.object({ aggregates: z.int(), events: z.int() });

export const discardInput = z.object({ eventId, reason: text(500, 3), ...repeatable });

/** `next` is the event behind it that is tried now. */
export const discarded = z.object({ eventId, next: eventId.nullable() });

export const replaySpanInput = z.object({
  from: instant,
  /** Until the moment of the call unless told. */
  to: instant.optional(),
  /** All that the service hears unless told. */
  types: z.array(z.enum(eventTypes)).min(1).max(eventTypes.length).optional(),
  /** Also those that have taken effect already. */
  again: z.boolean().default(false),
  ...repeatable,
});

/** How many events take effect now, how many had before or are parked already, and how many of its topics this was not about. */
export const replayedSpan = z.object({ from: instant, to: instant, parked: z.int(), known: z.int(), foreign: z.int() });

const acted = { position: z.int(), at: instant, actor: z.string(), target: z.string() };

/** What somebody did, and why. */
export const action = z.discriminatedUnion('action', [
  z.object({ ...acted, action: z.literal('replay'), detail: replayed }),
  z.object({
    ...acted,
    action: z.literal('discard'),
    detail: z.object({
      reason: z.string(),
      type: z.string(),
      aggregateId: z.string(),
      attempts: z.int(),
      error: z.string().nullable(),
      event: z.record(z.string(), z.unknown()),
    }),
  }),
  z.object({
    ...acted,
    action: z.literal('replay_span'),
    detail: replayedSpan.extend({ types: z.array(z.string()), again: z.boolean() }),
  }),
]);

export const actionListInput = z.object(page);
export const actionList = listOf(action);

/** How it stands with the jobs of one name. */
export const jobFigures = z.object({
  name: z.string(),
  waiting: z.int(),
  active: z.int(),
  /** For a later time: a schedule's next run, a pause before the next attempt, or what was asked for. */
  delayed: z.int(),
  /** Given up within the last 14 days. */
  failed: z.int(),
  /** When one was last done or given up. */
  lastRun: instant.optional(),
  /** What the last one that was done reported: counts by kind. */
  lastFindings: z.record(z.string(), z.number()).optional(),
  /** The last one that was given up. */
  lastFailure: z.object({ at: instant, reason: z.string() }).optional(),
});

/** How the messages of one service stand. */
export const overview = z.object({
  /** Events committed and not published yet. */
  outbox: z.object({ depth: z.int(), oldestAt: instant.nullable() }),
  /** Events in the bus that the service has not settled yet; null when it hears none, or the bus does not say. */
  lag: z.int().nullable(),
  deadLetters: z.object({ waiting: z.int(), retrying: z.int(), behind: z.int() }),
  /** The types of events that it hears. */
  hears: z.array(z.string()),
  /** Its jobs by name; null when their backend does not say. */
  jobs: z.array(jobFigures).nullable(),
});

export type ParkedState = z.infer<typeof parkedState>;
export type DeadLetter = z.infer<typeof deadLetter>;
export type DeadLetterDetail = z.infer<typeof deadLetterDetail>;
export type DeadLetterList = z.infer<typeof deadLetterList>;
export type DeadLetterListInput = z.infer<typeof deadLetterListInput>;
export type ReplayInput = z.infer<typeof replayInput>;
export type Replayed = z.infer<typeof replayed>;
export type DiscardInput = z.infer<typeof discardInput>;
export type Discarded = z.infer<typeof discarded>;
export type ReplaySpanInput = z.infer<typeof replaySpanInput>;
export type ReplayedSpan = z.infer<typeof replayedSpan>;
export type Action = z.infer<typeof action>;
export type ActionList = z.infer<typeof actionList>;
export type JobFigures = z.infer<typeof jobFigures>;
export type Overview = z.infer<typeof overview>;
