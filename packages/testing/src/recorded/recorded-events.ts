import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EventEnvelope,
  type EventOf,
  type EventType,
  envelope,
  eventCatalogue,
  eventSchemas,
  type JsonSchema,
  parseEvent,
} from '@tradewind/contracts/events';
import { root } from '../root.ts';
import { traitsOf } from './traits.ts';

const folder = join(root, 'packages/contracts/recorded');

/** An event as a shop told it, in the version of its time. */
export interface RecordedEvent {
  /** Its type and version, as the schemas are called, and which of them it is. */
  readonly name: string;
  readonly schema: string;
  readonly raw: EventEnvelope;
  /** In today's shape. */
  readonly event: EventOf<EventType>;
}

/** All that are kept, by type and version. @throws Error when one of them cannot be read any more */
export function recordedEvents(path = folder): RecordedEvent[] {
  const files = existsSync(path) ? readdirSync(path).sort() : [];
  return files.flatMap((file) => {
    const schema = file.slice(0, -'.jsonl'.length);
    const lines = readFileSync(join(path, file), 'utf8').trim().split('\n');
    return lines.map((line, index) => {
      const name = `${schema} #${index + 1}`;
      try {
        const raw = envelope.parse(JSON.parse(line));
        return { name, schema, raw, event: parseEvent(raw) };
      } catch (cause) {
        throw new Error(`${name} cannot be read any more`, { cause });
      }
    });
  });
}

/** The schema of an event's data, by type and version. */
export function dataSchemas(): Map<string, JsonSchema> {
  return new Map(
    [...eventSchemas(eventCatalogue)].flatMap(([name, { properties }]) =>
      typeof properties?.data === 'object' ? [[name, properties.data] as const] : [],
    ),
  );
}

/**
 * Keeps those events that show something of their schema that no kept one shows: a value of an enum, null, several lines.
 * @returns how many of each type and version were kept
 * @throws Error when one may tell of a person; ZodError when one does not fit the catalogue
 */
export function record(events: readonly EventEnvelope[], path = folder): Map<string, number> {
  const schemas = dataSchemas();
  const shown = new Set(
    recordedEvents(path).flatMap(({ schema, raw }) => traitsOf(schemas.get(schema) ?? {}, raw.data).map((trait) => `${schema} ${trait}`)),
  );
  const kept = new Map<string, number>();
  mkdirSync(path, { recursive: true });
  for (const event of events) {
    const name = `${event.type}.v${event.version}`;
    const traits = traitsOf(schemas.get(name) ?? {}, event.data).map((trait) => `${name} ${trait}`);
    if (traits.every((trait) => shown.has(trait))) continue;
    parseEvent(event);
    const line = JSON.stringify(event);
    // Ids, codes, figures and instants have neither a space nor an at sign; names and addresses do.
    if (/[\s@]/.test(line)) throw new Error(`${name} ${event.id} may tell of a person: events carry ids and figures only`);
    writeFileSync(join(path, `${name}.jsonl`), `${line}\n`, { flag: 'a' });
    for (const trait of traits) shown.add(trait);
    kept.set(name, (kept.get(name) ?? 0) + 1);
  }
  return kept;
}
