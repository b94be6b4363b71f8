import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { earlier, eventCatalogue, eventSchemas } from './index.ts';

/** The schema of one field of an event. */
function fieldOf(data: z.ZodType): unknown {
  const schema = eventSchemas({ 'order.tested': { topic: 'order.events', data: z.object({ inner: z.object({ field: data }) }) } });
  return schema.get('order.tested.v1');
}

describe('the schema of an event', () => {
  it('shows its version and topic, and the patterns and bounds of ids, instants, money and quantities', () => {
    const text = expect.any(String) as string;
    expect(eventSchemas(eventCatalogue).get('order.placed.v1')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      'x-topic': 'order.events',
      properties: {
        id: { format: 'uuid' },
        type: { const: 'order.placed' },
        version: { const: 1 },
        sequence: { type: 'integer', minimum: 1 },
        occurredAt: { format: 'date-time', pattern: text },
        data: {
          required: ['orderId', 'customerId', 'total', 'lines', 'expiresAt'],
          properties: {
            orderId: { pattern: '^ord_[0123456789abcdefghjkmnpqrstvwxyz]{26}$' },
            customerId: { anyOf: [{ pattern: '^usr_[0123456789abcdefghjkmnpqrstvwxyz]{26}$' }, { type: 'null' }] },
            expiresAt: { format: 'date-time', pattern: text },
            total: {
              properties: { amountMinor: { type: 'integer' }, currency: { enum: expect.arrayContaining(['JPY', 'KWD']) as string[] } },
            },
            lines: { items: { properties: { sku: { maxLength: 64, pattern: text }, quantity: { minimum: 1, maximum: 999 } } } },
          },
        },
      },
    });
  });

  it('is there for each version', () => {
    const before = z.object({ code: z.string() });
    const schemas = eventSchemas({
      'order.tested': {
        topic: 'order.events',
        data: z.object({ codes: z.array(z.string()) }),
        earlier: [earlier(before, ({ code }) => ({ codes: [code] }))],
      },
    });
    expect([...schemas.keys()]).toEqual(['order.tested.v1', 'order.tested.v2']);
    expect(schemas.get('order.tested.v1')).toMatchObject({ properties: { version: { const: 1 }, data: { required: ['code'] } } });
    expect(schemas.get('order.tested.v2')).toMatchObject({ properties: { version: { const: 2 }, data: { required: ['codes'] } } });
  });

  const hidden: [what: string, field: z.ZodType, told: string][] = [
    ['a refinement', z.string().refine(() => true), 'data.inner.field has what its JSON Schema would not show: custom'],
    ['a refinement of what an array holds', z.array(z.string().refine(() => true)), 'data.inner.field.items has what'],
    [
      'a refinement under an optional one',
      z
        .string()
        .refine(() => true)
        .optional(),
      'data.inner.field has what',
    ],
    ['a transformation', z.string().transform((value) => value.length), ': pipe'],
    ['a change of the text', z.string().trim(), ': overwrite'],
    ['a coercion', z.coerce.number(), ': coerce'],
    ['a fallback', z.string().catch(''), ': catch'],
    ['flags of a pattern', z.string().regex(/a/i), ': a format that is not a pattern without flags'],
    ['a format that is checked in code', z.url(), ': a format that is not a pattern without flags'],
    ['an object that refuses more fields', z.strictObject({}), ': a say about fields that it does not name'],
    ['an object that takes any field', z.looseObject({}), 'has what its JSON Schema would not show'],
    ['a union', z.union([z.string(), z.int()]), ': union'],
    ['anything', z.any(), ': any'],
  ];

  it.each(hidden)('is refused with %s', (_what, field, told) => {
    expect(() => fieldOf(field)).toThrow('order.tested v1: data.inner.field');
    expect(() => fieldOf(field)).toThrow(told);
  });
});
