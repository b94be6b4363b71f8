import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventViolations, writeEvents } from './published.ts';
import { type Catalogue, catalogueWith, completed, fields, publish } from './test-catalogue.ts';

const { total, by, at } = fields;
const consumer = 'an older consumer would break on a new event';
const stored = 'a stored event could no longer be read';
const minor = (min: number, max: number) => ({ total: total.extend({ amountMinor: z.int().min(min).max(max) }) });

type Change = Record<string, z.ZodType | null>;
const refused: [what: string, change: Change, message: string][] = [
  ['a field is removed', { by: null }, `data.by is removed: ${consumer}`],
  ['an optional field is removed', { note: null }, 'data.note is removed: its name could come back with another meaning'],
  ['a field is made optional', { by: by.optional() }, `data.by is made optional: ${consumer}`],
  ['a field is made required', { note: z.string() }, `data.note is made required: ${stored}`],
  ['a required field is new', { channel: z.string() }, `data.channel is new and required: ${stored}`],
  ['a type is changed, for those before', { orderId: z.int() }, `data.orderId: type no longer has "string": ${stored}`],
  ['a type is changed, for those after', { orderId: z.int() }, `data.orderId: type also has "integer": ${consumer}`],
  ['null is allowed', { at: at.nullable() }, `data.at: type also has "null": ${consumer}`],
  ['null is allowed for a list', { lines: fields.lines.nullable() }, `data.lines: type also has "null": ${consumer}`],
  ['null is refused', { customerId: z.string() }, `data.customerId: type no longer has "null": ${stored}`],
  ['an enum is widened', { by: z.enum(['customer', 'staff', 'system']) }, `data.by: it also has "system": ${consumer}`],
  ['an enum is narrowed', { by: z.enum(['staff']) }, `data.by: it no longer has "customer": ${stored}`],
  ['an enum is given up', { by: z.string() }, `data.by: it is no longer bound to some values: ${consumer}`],
  ['a text becomes an enum', { note: z.enum(['a']).optional() }, `data.note: it is bound to some values: ${stored}`],
  ['a lower bound is widened', minor(0, 999), `data.total.amountMinor: minimum is wider: ${consumer}`],
  ['a lower bound is narrowed', minor(2, 999), `data.total.amountMinor: minimum is narrower: ${stored}`],
  ['an upper bound is widened', minor(1, 1_000), `data.total.amountMinor: maximum is wider: ${consumer}`],
  ['an upper bound is narrowed', minor(1, 99), `data.total.amountMinor: maximum is narrower: ${stored}`],
  ['a bound is new', { note: z.string().min(1).optional() }, `data.note: minLength is narrower: ${stored}`],
  [
    'lines lose a bound',
    { lines: z.array(z.object({ sku: z.string(), quantity: z.int() })) },
    `data.lines[].sku: maxLength is wider: ${consumer}`,
  ],
  [
    'a pattern is changed',
    { orderId: z.string().regex(/^ord_/) },
    'data.orderId: pattern was "^ord_[a-z]+$" and is "^ord_": it may not change',
  ],
  ['a format is given up', { at: z.string() }, 'data.at: format was "date-time" and is undefined: it may not change'],
  [
    'a value is given to what is left out',
    { note: z.string().default('none') },
    'data.note: default was undefined and is "none": it may not change',
  ],
];

describe('what was published', () => {
  function expectRefused(catalogue: Catalogue, message: string): void {
    const folder = publish();
    const text = () => ['events/order.placed.v1.json', 'events.sha256'].map((file) => readFileSync(join(folder, file), 'utf8')).join('');
    const before = text();
    expect(eventViolations(folder, catalogue)).toContain(message);
    expect(writeEvents(folder, catalogue)).toContain(message);
    expect(text()).toBe(before);
  }

  it.each(refused)('cannot be changed so that %s', (_what, change, message) => {
    expectRefused(catalogueWith(change), `order.placed.v1: ${message}`);
  });

  it('cannot be checked in code besides', () => {
    const catalogue = catalogueWith({ at: at.refine(() => true) });
    expectRefused(catalogue, 'order.placed v1: data.at has what its JSON Schema would not show: custom');
  });

  it('cannot be deleted', () => {
    expectRefused(completed, 'order.placed.v1 was published and is no longer in the catalogue');
  });

  it('cannot go to another topic', () => {
    const catalogue: Catalogue = { ...catalogueWith(), 'order.completed': { ...completed['order.completed'], topic: 'user.events' } };
    expectRefused(catalogue, 'order.completed.v1: x-topic was "order.events" and is "user.events"');
  });

  const allowed: [what: string, catalogue: Catalogue][] = [
    ['an optional field is added', catalogueWith({ channel: z.enum(['web', 'app']).optional() })],
    ['a field is added that has a default', catalogueWith({ channel: z.string().default('web') })],
    ['an optional field is added deep inside', catalogueWith({ total: total.extend({ taxMinor: z.int().optional() }) })],
    ['a field is described', catalogueWith({ by: by.describe('who gave it up') })],
    ['an event is added', { ...catalogueWith(), 'order.archived': completed['order.completed'] }],
  ];

  it.each(allowed)('may be changed so that %s, and is written anew', (_what, catalogue) => {
    const folder = publish();
    expect(eventViolations(folder, catalogue)).toMatch(
      /^events\/order\.[a-z]+\.v1\.json is not what the catalogue says: run pnpm events:write$/,
    );
    expect(writeEvents(folder, catalogue)).toBe('');
    expect(eventViolations(folder, catalogue)).toBe('');
  });

  it('cannot lose an optional field that was added once', () => {
    const folder = publish();
    expect(writeEvents(folder, catalogueWith({ channel: z.string().optional() }))).toBe('');
    expect(eventViolations(folder, catalogueWith())).toContain('order.placed.v1: data.channel is removed');
  });

  it('means the same in another order of fields and values', () => {
    const { by: _by, ...others } = fields;
    const data = z.object({ ...others, by: z.enum(['staff', 'customer']) });
    expect(eventViolations(publish(), { 'order.placed': { topic: 'order.events', data }, ...completed })).toBe('');
  });
});
