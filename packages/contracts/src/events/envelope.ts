import { z } from 'zod';
import { instant } from '../schemas/primitives.ts';
import { currentVersion, type EventData, type EventType, eventCatalogue, eventTypes } from './catalogue.ts';
import { toToday } from './versions.ts';

/** Who caused an event: `usr_…`, a service's name, or `guest`. */
const actor = z.string().max(64);

/** What is around every event. `data` is checked against the catalogue by {@link parseEvent}. */
export const envelope = z.object({
  /** UUIDv7; what the inbox remembers. */
  id: z.uuid(),
  type: z.enum(eventTypes),
  version: z.int().min(1),
  /** The key: events of one aggregate arrive in the order of their sequence. */
  aggregateId: z.string().max(64),
  /** 1, 2, 3 … per aggregate and service. */
  sequence: z.int().min(1),
  occurredAt: instant,
  /** W3C trace context of what caused it. */
  traceparent: z.string(),
  actor,
  data: z.record(z.string(), z.unknown()),
});

export type EventEnvelope = z.infer<typeof envelope>;

export type EventOf<Type extends EventType> = Type extends EventType
  ? Omit<EventEnvelope, 'type' | 'data'> & { type: Type; data: EventData<Type> }
  : never;

/**
 * Checks an event of any published version against the catalogue, and gives it in today's shape and version. Fields that the
 * catalogue does not name are left out: a newer producer may add some.
 * @throws ZodError when it does not fit; Error when its version is newer than this process.
 */
export function parseEvent(value: unknown): EventOf<EventType> {
  const event = envelope.parse(value);
  const data = toToday(eventCatalogue[event.type], event);
  return { ...event, version: currentVersion(event.type), data } as EventOf<EventType>;
}
