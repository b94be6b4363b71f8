import { z } from 'zod';
import { envelope } from './envelope.ts';
import { type EventDefinition, versionOf } from './versions.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Kinds of zod's schemas and checks that say all they mean in a JSON Schema. The others (refine, transform, catch …) say it in code. */
const kinds: ReadonlySet<string> = new Set('object array string number boolean enum literal nullable optional default'.split(' '));
const checks: ReadonlySet<string> = new Set(
  'string_format number_format min_length max_length length_equals greater_than less_than multiple_of'.split(' '),
);

type Visited = Parameters<NonNullable<z.core.ToJSONSchemaParams['override']>>[0];

/** What a schema means beyond its JSON Schema, so that a change of it would go unseen; undefined when there is nothing. */
function hiddenIn(schema: Visited['zodSchema']): string | undefined {
  const { def } = schema._zod;
  const checked = (def.checks ?? []).map((check) => check._zod.def);
  if (!kinds.has(def.type)) return def.type;
  const unknown = checked.find(({ check }) => !checks.has(check));
  if (unknown) return unknown.check;
  if ('coerce' in def && def.coerce) return 'coerce';
  if ('catchall' in def && def.catchall) return 'a say about fields that it does not name';
  const formats = [def, ...checked].filter((one) => 'check' in one && one.check === 'string_format');
  const plain = formats.every((one) => 'pattern' in one && one.pattern instanceof RegExp && one.pattern.flags === '');
  return plain ? undefined : 'a format that is not a pattern without flags';
}

function schemaOf(type: string, version: number, { topic, data }: Pick<EventDefinition, 'topic' | 'data'>): JsonSchema {
  const whole = z.object({ ...envelope.shape, type: z.literal(type), version: z.literal(version), data });
  const schema = z.toJSONSchema(whole, {
    io: 'input',
    override: ({ zodSchema, path }) => {
      const hidden = hiddenIn(zodSchema);
      const field = path.filter((part) => part !== 'properties').join('.');
      if (hidden) throw new Error(`${type} v${version}: ${field} has what its JSON Schema would not show: ${hidden}`);
    },
  });
  return { ...schema, title: `${type}, version ${version}`, 'x-topic': topic };
}

/**
 * The JSON Schema (draft 2020-12) of each version of each event, with its envelope, by names such as `order.placed.v1`. Beside the
 * standard's own keywords it has `x-topic`.
 * @throws Error when a schema of the catalogue means more than a JSON Schema shows.
 */
export function eventSchemas(catalogue: Readonly<Record<string, EventDefinition>>): Map<string, JsonSchema> {
  const versions = Object.entries(catalogue).flatMap(([type, definition]) => {
    const { topic, data, earlier = [] } = definition;
    const past = earlier.map((older, index) => [type, index + 1, { topic, data: older.data }] as const);
    return [...past, [type, versionOf(definition), { topic, data }] as const];
  });
  return new Map(versions.map(([type, version, definition]) => [`${type}.v${version}`, schemaOf(type, version, definition)]));
}
