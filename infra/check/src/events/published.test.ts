import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventDefinition, earlier } from '@tradewind/contracts/events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventViolations, writeEvents } from './published.ts';
import { type Catalogue, catalogueWith, completed, fields, publish } from './test-catalogue.ts';

it('the catalogue holds what was published', () => {
  expect(eventViolations()).toBe('');
});

describe('a new version', () => {
  const data = z.object({ ...fields, by: z.object({ kind: fields.by }) });
  const original = z.object(fields);
  const upcast = ({ by, ...old }: { by: string }) => ({ ...old, by: { kind: by } });
  const placed = (original: z.ZodType<{ by: string }>): Catalogue => ({
    ...completed,
    'order.placed': { topic: 'order.events', data, earlier: [earlier(original, upcast)] },
  });

  it('stands beside the old one, which stays as it was published', () => {
    const folder = publish();
    const catalogue = placed(original);
    const before = readFileSync(join(folder, 'events/order.placed.v1.json'), 'utf8');
    expect(eventViolations(folder, catalogue)).toBe('events/order.placed.v2.json is not what the catalogue says: run pnpm events:write');
    expect(writeEvents(folder, catalogue)).toBe('');
    expect(eventViolations(folder, catalogue)).toBe('');
    expect(readFileSync(join(folder, 'events/order.placed.v1.json'), 'utf8')).toBe(before);
    expect(eventViolations(folder, catalogueWith())).toContain('order.placed.v2 was published and is no longer in the catalogue');
  });

  it('is refused when what it keeps of the old one is not what was published', () => {
    const catalogue = placed(original.extend({ by: z.enum(['staff', 'customer', 'system']) }));
    expect(eventViolations(publish(), catalogue)).toContain('order.placed.v1: data.by: it also has "system"');
  });

  it('is refused when the old one is not kept', () => {
    const catalogue: Catalogue = { ...completed, 'order.placed': { topic: 'order.events', data } };
    expect(eventViolations(publish(), catalogue)).toContain('order.placed.v1: data.by: type no longer has "string"');
  });

  it('does not compile without its upcast', () => {
    // @ts-expect-error: how the old data becomes the new is missing
    const definition: EventDefinition = { topic: 'order.events', data, earlier: [{ data: original }] };
    expect(definition.earlier).toHaveLength(1);
  });
});

describe('the files', () => {
  const schema = 'events/order.placed.v1.json';
  const edit = (path: string, change: (text: string) => string) => writeFileSync(path, change(readFileSync(path, 'utf8')));
  const cases: [what: string, harm: (folder: string) => void, message: string][] = [
    [
      'a schema was edited',
      (folder) => edit(join(folder, schema), (text) => text.replace('"USD"', '"SEK"')),
      `${schema} is not what was published`,
    ],
    ['a schema is gone', (folder) => rmSync(join(folder, schema)), `${schema} was published and is missing`],
    ['all schemas are gone', (folder) => rmSync(join(folder, 'events'), { recursive: true }), `${schema} was published and is missing`],
    ['the list is gone', (folder) => rmSync(join(folder, 'events.sha256')), 'events.sha256 is missing'],
    [
      'a schema was added by hand',
      (folder) => writeFileSync(join(folder, 'events/order.placed.v2.json'), '{}'),
      'events/order.placed.v2.json is not in events.sha256',
    ],
  ];

  it.each(cases)('are refused when %s, even together with the catalogue', (_what, harm, message) => {
    const folder = publish();
    harm(folder);
    const changed = catalogueWith({ total: fields.total.extend({ currency: z.enum(['EUR', 'SEK']) }) });
    for (const catalogue of [catalogueWith(), changed]) {
      expect(eventViolations(folder, catalogue)).toContain(message);
      expect(writeEvents(folder, catalogue)).toContain(message);
    }
  });

  it('are the same when a checkout gave their lines another end', () => {
    const folder = publish();
    for (const file of [schema, 'events/order.completed.v1.json', 'events.sha256'])
      edit(join(folder, file), (text) => text.replaceAll('\n', '\r\n'));
    expect(eventViolations(folder, catalogueWith())).toBe('');
  });
});
