import { isDeepStrictEqual } from 'node:util';

/** A JSON Schema as it is read from a file. */
export type Schema = Readonly<Record<string, unknown>>;

const breaksConsumer = 'an older consumer would break on a new event';
const breaksStored = 'a stored event could no longer be read';

/** Which way a bound has to move to let less through. */
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];
const compared = new Set(['type', 'enum', 'const', 'properties', 'required', 'items', ...lower, ...upper]);
/** Keywords that only explain. */
const annotations = new Set(['title', 'description', 'examples', 'deprecated']);

const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? { ...value } : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** `null` beside a schema, apart from it: it stands in `anyOf` or, beside a bare type, in `type`. */
function splitNull(schema: Schema): { schema: Schema; types: readonly unknown[] } {
  const [inner, other] = asList(schema.anyOf);
  const nullable = asList(schema.anyOf).length === 2 && isDeepStrictEqual(other, { type: 'null' });
  const own = nullable ? asSchema(inner) : schema;
  return { schema: own, types: [...asList(own.type), ...(nullable ? ['null'] : [])] };
}

function listBreaks(name: string, was: readonly unknown[], is: readonly unknown[]): string[] {
  const named = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');
  const gone = was.filter((value) => !is.includes(value));
  const added = is.filter((value) => !was.includes(value));
  return [
    ...(gone.length > 0 ? [`${name} no longer has ${named(gone)}: ${breaksStored}`] : []),
    ...(added.length > 0 ? [`${name} also has ${named(added)}: ${breaksConsumer}`] : []),
  ];
}

function boundBreaks(was: Schema, is: Schema): string[] {
  const of = (schema: Schema, name: string, none: number) => (typeof schema[name] === 'number' ? schema[name] : none);
  const moves = [
    ...lower.map((name) => ({ name, by: of(is, name, -Infinity) - of(was, name, -Infinity) })),
    ...upper.map((name) => ({ name, by: of(was, name, Infinity) - of(is, name, Infinity) })),
  ];
  return moves.flatMap(({ name, by }) => {
    if (by > 0) return [`${name} is narrower: ${breaksStored}`];
    return by < 0 ? [`${name} is wider: ${breaksConsumer}`] : [];
  });
}

/** What is of no known kind has to stay as it was: nobody can say which of the two it would break. */
function otherBreaks(was: Schema, is: Schema): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names]
    .filter((name) => !compared.has(name) && !annotations.has(name) && !isDeepStrictEqual(was[name], is[name]))
    .map((name) => `${name} was ${JSON.stringify(was[name])} and is ${JSON.stringify(is[name])}: it may not change within a version`);
}

function propertyBreaks(was: Schema, is: Schema, path: string): string[] {
  const [before, after] = [asSchema(was.properties), asSchema(is.properties)];
  const [needed, needs] = [new Set(asList(was.required)), new Set(asList(is.required))];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (!(name in after))
      return [`${at} is removed: ${needed.has(name) ? breaksConsumer : 'its name could come back with another meaning'}`];
    if (needs.has(name) && !needed.has(name)) return [`${at} is ${name in before ? 'made ' : 'new and '}required: ${breaksStored}`];
    if (needed.has(name) && !needs.has(name)) return [`${at} is made optional: ${breaksConsumer}`];
    return name in before ? findBreaks(asSchema(before[name]), asSchema(after[name]), at) : [];
  });
}

/**
 * What a change of a published schema would break, each as a line with its field; none when all that it does is to add optional
 * fields, which older consumers leave out.
 */
export function findBreaks(published: Schema, today: Schema, path = ''): string[] {
  const [was, is] = [splitNull(published), splitNull(today)];
  const values = (schema: Schema) => asList(schema.enum ?? schema.const);
  const [wasAny, isAny] = [values(was.schema).length === 0, values(is.schema).length === 0];
  const own = [
    ...listBreaks('type', was.types, is.types),
    ...(wasAny && !isAny ? [`it is bound to some values: ${breaksStored}`] : []),
    ...(isAny && !wasAny ? [`it is no longer bound to some values: ${breaksConsumer}`] : []),
    ...(wasAny || isAny ? [] : listBreaks('it', values(was.schema), values(is.schema))),
    ...boundBreaks(was.schema, is.schema),
    ...otherBreaks(was.schema, is.schema),
  ];
  const items = 'items' in was.schema || 'items' in is.schema;
  return [
    ...own.map((line) => (path === '' ? line : `${path}: ${line}`)),
    ...propertyBreaks(was.schema, is.schema, path),
    ...(items ? findBreaks(asSchema(was.schema.items), asSchema(is.schema.items), `${path}[]`) : []),
  ];
}
