import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventDefinition, earlier } from '@tradewind/contracts/events';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventViolations, writeEvents } from './published.ts';

type Catalogue = Record<string, EventDefinition>;

const fields = {
  orderId: z.string().regex(/^ord_[a-z]+$/),
  by: z.enum(['customer', 'staff']),
  total: z.object({ amountMinor: z.int().min(1).max(999), currency: z.enum(['EUR', 'USD']) }),
  customerId: z.string().nullable(),
  lines: z.array(z.object({ sku: z.string().max(64), quantity: z.int() })),
  at: z.iso.datetime(),
  note: z.string().optional(),
};
type Fields = Record<keyof typeof fields, z.ZodType>;

const rest = { 'order.completed': { topic: 'order.events', data: z.object({ orderId: fields.orderId }) } } as const;
/** A catalogue of two events, one of them as a case wants it. */
function catalogueWith(change: Partial<Fields> & Record<string, z.ZodType> = {}, omit?: keyof Fields): Catalogue {
  const shape: Record<string, z.ZodType> = { ...fields, ...change };
  if (omit) delete shape[omit];
  return { ...rest, 'order.placed': { topic: 'order.events', data: z.object(shape) } };
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder in which the catalogue was published. */
function publish(catalogue = catalogueWith()): string {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-events-'));
  folders.push(folder);
  writeFileSync(join(folder, 'events.sha256'), '');
  expect(writeEvents(folder, catalogue)).toBe('');
  expect(eventViolations(folder, catalogue)).toBe('');
  return folder;
}

const { total } = fields;
const consumer = 'an older consumer would break on a new event';
const stored = 'a stored event could no longer be read';

describe('the published events', () => {
  it('are what the catalogue says, in this repository', () => {
    expect(eventViolations()).toBe('');
  });

  const refused: [what: string, catalogue: Catalogue, message: string][] = [
    ['a field is removed', catalogueWith({}, 'by'), `order.placed.v1: data.by is removed: ${consumer}`],
    ['an optional field is removed', catalogueWith({}, 'note'), 'order.placed.v1: data.note is removed: its name could come back'],
    ['a field is made optional', catalogueWith({ by: fields.by.optional() }), `order.placed.v1: data.by is made optional: ${consumer}`],
    ['a field is made required', catalogueWith({ note: z.string() }), `order.placed.v1: data.note is made required: ${stored}`],
    ['a required field is new', catalogueWith({ channel: z.string() }), `order.placed.v1: data.channel is new and required: ${stored}`],
    ['a type is changed', catalogueWith({ orderId: z.int() }), `order.placed.v1: data.orderId: type no longer has "string": ${stored}`],
    [
      'a type is widened',
      catalogueWith({ lines: z.array(total).nullable() }),
      `order.placed.v1: data.lines: type also has "null": ${consumer}`,
    ],
    ['null is allowed', catalogueWith({ at: fields.at.nullable() }), `order.placed.v1: data.at: type also has "null": ${consumer}`],
    [
      'null is refused',
      catalogueWith({ customerId: z.string() }),
      `order.placed.v1: data.customerId: type no longer has "null": ${stored}`,
    ],
    [
      'an enum is widened',
      catalogueWith({ by: z.enum(['customer', 'staff', 'system']) }),
      `order.placed.v1: data.by: it also has "system": ${consumer}`,
    ],
    ['an enum is narrowed', catalogueWith({ by: z.enum(['staff']) }), `order.placed.v1: data.by: it no longer has "customer": ${stored}`],
    [
      'an enum is given up',
      catalogueWith({ by: z.string() }),
      `order.placed.v1: data.by: it is no longer bound to some values: ${consumer}`,
    ],
    [
      'a text becomes an enum',
      catalogueWith({ note: z.enum(['a']).optional() }),
      `order.placed.v1: data.note: it is bound to some values: ${stored}`,
    ],
    [
      'a range is widened',
      catalogueWith({ total: total.extend({ amountMinor: z.int().min(0).max(999) }) }),
      `order.placed.v1: data.total.amountMinor: minimum is wider: ${consumer}`,
    ],
    [
      'a range is narrowed',
      catalogueWith({ total: total.extend({ amountMinor: z.int().min(1).max(99) }) }),
      `order.placed.v1: data.total.amountMinor: maximum is narrower: ${stored}`,
    ],
    [
      'a bound is new',
      catalogueWith({ note: z.string().min(1).optional() }),
      `order.placed.v1: data.note: minLength is narrower: ${stored}`,
    ],
    [
      'something deep inside is changed',
      catalogueWith({ lines: z.array(z.object({ sku: z.string(), quantity: z.int() })) }),
      `order.placed.v1: data.lines[].sku: maxLength is wider: ${consumer}`,
    ],
    [
      'a pattern is changed',
      catalogueWith({ orderId: z.string().regex(/^ord_/) }),
      'order.placed.v1: data.orderId: pattern was "^ord_[a-z]+$" and is',
    ],
    ['a format is given up', catalogueWith({ at: z.string() }), 'order.placed.v1: data.at: format was "date-time" and is undefined'],
    [
      'what is left out is read otherwise',
      catalogueWith({ note: z.string().default('none') }),
      'order.placed.v1: data.note: default was undefined',
    ],
    [
      'something is checked in code',
      catalogueWith({ at: fields.at.refine(() => true) }),
      'order.placed v1: data.at has what its JSON Schema would not show: custom',
    ],
    ['a type is deleted', rest, 'order.placed.v1 was published and is no longer in the catalogue'],
    [
      'a topic is changed',
      { ...catalogueWith(), 'order.completed': { ...rest['order.completed'], topic: 'user.events' } },
      'order.completed.v1: x-topic was "order.events" and is "user.events"',
    ],
  ];

  it.each(refused)('cannot be changed so that %s', (_what, catalogue, message) => {
    const folder = publish();
    const files = () =>
      readFileSync(join(folder, 'events/order.placed.v1.json'), 'utf8') + readFileSync(join(folder, 'events.sha256'), 'utf8');
    const before = files();
    expect(eventViolations(folder, catalogue)).toContain(message);
    expect(writeEvents(folder, catalogue)).toContain(message);
    expect(files()).toBe(before);
  });

  const allowed: [what: string, catalogue: Catalogue][] = [
    ['an optional field is added', catalogueWith({ channel: z.enum(['web', 'app']).optional() })],
    ['a field is added that has a default', catalogueWith({ channel: z.string().default('web') })],
    ['an optional field is added deep inside', catalogueWith({ total: total.extend({ taxMinor: z.int().optional() }) })],
    ['an event is added', { ...catalogueWith(), 'order.archived': rest['order.completed'] }],
    ['a field is described', catalogueWith({ by: fields.by.describe('who gave it up') })],
  ];

  it.each(allowed)('may be changed so that %s, and are written anew', (_what, catalogue) => {
    const folder = publish();
    expect(eventViolations(folder, catalogue)).toMatch(
      /^events\/order\.[a-z]+\.v1\.json is not what the catalogue says: run pnpm events:write$/,
    );
    expect(writeEvents(folder, catalogue)).toBe('');
    expect(eventViolations(folder, catalogue)).toBe('');
  });

  it('mean the same in another order of fields and values', () => {
    const { by, ...others } = fields;
    const catalogue = {
      'order.placed': { topic: 'order.events', data: z.object({ ...others, by: z.enum(['staff', 'customer']) }) },
      ...rest,
    };
    expect(eventViolations(publish(), catalogue as Catalogue)).toBe('');
    expect(by.options).toEqual(['customer', 'staff']);
  });
});

describe('a new version', () => {
  const data = z.object({ ...fields, by: z.object({ kind: fields.by }) });
  const placed = (older: z.ZodType): EventDefinition => ({
    topic: 'order.events',
    data,
    earlier: [earlier(older, (old) => ({ ...(old as object), by: { kind: 'staff' } }))],
  });
  const original = catalogueWith()['order.placed']?.data ?? z.never();

  it('stands beside the old one, which stays as it was published', () => {
    const folder = publish();
    const catalogue = { ...rest, 'order.placed': placed(original) };
    expect(eventViolations(folder, catalogue)).toBe('events/order.placed.v2.json is not what the catalogue says: run pnpm events:write');
    expect(writeEvents(folder, catalogue)).toBe('');
    expect(eventViolations(folder, catalogue)).toBe('');
    expect(eventViolations(folder, catalogueWith())).toContain('order.placed.v2 was published and is no longer in the catalogue');
  });

  it('is refused when what it keeps of the old one is not what was published', () => {
    const catalogue = { ...rest, 'order.placed': placed(data) };
    expect(eventViolations(publish(), catalogue)).toContain(`order.placed.v1: data.by: type no longer has "string": ${stored}`);
  });

  it('does not compile without its upcast', () => {
    // @ts-expect-error: how the old data becomes the new is missing
    const definition: EventDefinition = { topic: 'order.events', data, earlier: [{ data: original }] };
    expect(definition.earlier).toHaveLength(1);
  });
});

describe('the files', () => {
  const cases: [what: string, harm: (folder: string) => void, message: string][] = [
    [
      'a schema was edited together with the catalogue',
      (folder) =>
        writeFileSync(
          join(folder, 'events/order.placed.v1.json'),
          readFileSync(join(folder, 'events/order.placed.v1.json'), 'utf8').replace('"USD"', '"SEK"'),
        ),
      'events/order.placed.v1.json is not what was published',
    ],
    [
      'a schema is gone',
      (folder) => rmSync(join(folder, 'events/order.placed.v1.json')),
      'events/order.placed.v1.json was published and is missing',
    ],
    [
      'all schemas are gone',
      (folder) => rmSync(join(folder, 'events'), { recursive: true }),
      'events/order.placed.v1.json was published and is missing',
    ],
    ['the list is gone', (folder) => rmSync(join(folder, 'events.sha256')), 'events.sha256 is missing'],
    [
      'a schema was added by hand',
      (folder) => writeFileSync(join(folder, 'events/order.placed.v2.json'), '{}'),
      'events/order.placed.v2.json is not in events.sha256',
    ],
  ];

  it.each(cases)('are refused when %s', (_what, harm, message) => {
    const folder = publish();
    harm(folder);
    const changed = catalogueWith({ total: total.extend({ currency: z.enum(['EUR', 'SEK']) }) });
    for (const catalogue of [catalogueWith(), changed]) {
      expect(eventViolations(folder, catalogue)).toContain(message);
      expect(writeEvents(folder, catalogue)).toContain(message);
    }
  });

  it('are the same when a checkout gave their lines another end', () => {
    const folder = publish();
    for (const file of ['events/order.placed.v1.json', 'events/order.completed.v1.json', 'events.sha256']) {
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replaceAll('\n', '\r\n'));
    }
    expect(eventViolations(folder, catalogueWith())).toBe('');
  });
});
