import type { JsonSchema } from '@tradewind/contracts/events';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** A schema as it may be met in an event: the kinds that the catalogue allows. */
function shapeOf(schema: JsonSchema) {
  const inner = schema.anyOf?.find((one): one is JsonSchema => isSchema(one) && one.type !== 'null') ?? schema;
  const types = [schema.type ?? inner.type].flat();
  const properties = Object.entries(inner.properties ?? {}).flatMap(([name, value]) => (isSchema(value) ? [[name, value] as const] : []));
  const items = isSchema(inner.items) && !Array.isArray(inner.items) ? inner.items : undefined;
  const nullable = types.includes('null') || inner !== schema;
  const values = types.includes('boolean') ? [true, false] : inner.enum;
  return { nullable, values, properties, items, required: new Set(inner.required ?? []) };
}

const counted = (count: number) => (count > 1 ? 'several' : count === 1 ? 'one' : 'none');

/** What the data of an event can show: `total.currency "JPY"`, `customerId null`, `lines several`. */
export function possibleTraits(schema: JsonSchema, path = ''): string[] {
  const { nullable, values, properties, items, required } = shapeOf(schema);
  const nulls = nullable ? [`${path} null`] : [];
  if (values) return [...nulls, ...values.map((value) => `${path} ${JSON.stringify(value)}`)];
  if (items) return [...nulls, ...['none', 'one', 'several'].map((count) => `${path} ${count}`), ...possibleTraits(items, `${path}[]`)];
  if (properties.length === 0) return [...nulls, `${path} set`];
  const inside = properties.flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [...(required.has(name) ? [] : [`${at} left out`]), ...possibleTraits(inner, at)];
  });
  return [...nulls, ...inside];
}

/** Those of the possible traits that the data of one event shows. */
export function traitsOf(schema: JsonSchema, value: unknown, path = ''): string[] {
  const { values, properties, items } = shapeOf(schema);
  if (value === null) return [`${path} null`];
  if (values) return [`${path} ${JSON.stringify(value)}`];
  if (items && Array.isArray(value)) {
    return [`${path} ${counted(value.length)}`, ...value.flatMap((item) => traitsOf(items, item, `${path}[]`))];
  }
  if (properties.length === 0) return [`${path} set`];
  const fields = new Map(Object.entries(value ?? {}));
  return properties.flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return fields.has(name) ? traitsOf(inner, fields.get(name), at) : [`${at} left out`];
  });
}
