import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventEnvelope } from '@tradewind/contracts/events';
import { newId, newUuid } from '@tradewind/contracts/ids';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../root.ts';
import { dataSchemas, record, recordedEvents } from './recorded-events.ts';
import { possibleTraits, traitsOf } from './traits.ts';

/** What a schema allows and no shop has told. Of the currencies there is one each with two, no and three decimals. */
const neverTold = [
  /currency "(AUD|CAD|CHF|EUR|GBP|SEK)"$/,
  /^order\.(placed|confirmed)\.v1 lines none$/,
  /^inventory\.changed\.v1 variants none$/,
  /^order\.shipped\.v1 fulfilmentStatus "(unfulfilled|delivered|returned)"$/,
  /^order\.return_received\.v1 (lines none|fulfilmentStatus "unfulfilled")$/,
  /^order\.delivered\.v1 fulfilmentStatus "(unfulfilled|returned)"$/,
  /^order\.cancelled\.v1 wasRequested false$/,
];

describe('recorded events', () => {
  const recorded = recordedEvents();
  const schemas = dataSchemas();

  it.each([...schemas])('show all that can be told by %s', (name, schema) => {
    const shown = recorded.filter((one) => one.schema === name).flatMap(({ raw }) => traitsOf(schema, raw.data));
    expect(shown.length, 'play it in a running shop, then pnpm events:record').toBeGreaterThan(0);
    const missing = possibleTraits(schema).filter((trait) => !shown.includes(trait));
    expect(missing.filter((trait) => !neverTold.some((pattern) => pattern.test(`${name} ${trait}`)))).toEqual([]);
  });

  it('are each of a version that is published, in the file of its name', () => {
    for (const { schema, raw } of recorded) {
      expect(schema).toBe(`${raw.type}.v${raw.version}`);
      expect([...schemas.keys()]).toContain(schema);
    }
  });

  it('are told again and again as they are: nothing of an event of today gets lost in reading it', () => {
    for (const { raw, event } of recorded.filter((one) => one.raw.version === one.event.version)) expect(event).toEqual(raw);
  });

  it('are heard in the tests of every service that has consumers', async () => {
    const services = await readdir(join(root, 'services'));
    for (const service of services) {
      const files = await readdir(join(root, 'services', service, 'src/events')).catch(() => []);
      if (files.length > 0) expect(files, service).toContain('recorded-events.test.ts');
    }
  });
});

describe('recording', () => {
  const orderId = newId('order');
  function told(data: Record<string, unknown>, change: Partial<EventEnvelope> = {}): EventEnvelope {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const rest = { id: newUuid(), version: 1, aggregateId: orderId, sequence: 1, occurredAt: new Date().toISOString(), traceparent };
    return { ...rest, type: 'order.cancelled', actor: 'guest', data: { orderId, ...data }, ...change };
  }
  const toRefund = { amountMinor: 0, currency: 'USD' };
  const staff = told({ by: 'staff', wasConfirmed: true, toRefund });

  function emptyFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'tradewind-recorded-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  }

  it('keeps what shows something that no kept event shows, and nothing else', () => {
    const folder = emptyFolder();
    const alike = told({ by: 'staff', wasConfirmed: true, toRefund: { ...toRefund, amountMinor: 5 } });
    const yen = told({ by: 'staff', wasConfirmed: false, toRefund: { ...toRefund, currency: 'JPY' } });
    expect(record([staff, alike, yen], folder)).toEqual(new Map([['order.cancelled.v1', 2]]));
    expect(record([alike, told({ by: 'system', wasConfirmed: true, toRefund })], folder)).toEqual(new Map([['order.cancelled.v1', 1]]));
    expect(recordedEvents(folder).map(({ name, raw }) => [name, raw.data.by])).toEqual([
      ['order.cancelled.v1 #1', 'staff'],
      ['order.cancelled.v1 #2', 'staff'],
      ['order.cancelled.v1 #3', 'system'],
    ]);
    expect(recordedEvents(folder)[0]?.raw).toEqual(staff);
  });

  it.each([
    ['an address', { actor: 'ada@example.com' }],
    ['a name', { actor: 'Ada Lovelace' }],
  ])('refuses what tells %s', (_what, change) => {
    expect(() => record([{ ...staff, ...change }], emptyFolder())).toThrow('order.cancelled.v1');
  });

  it('names a recorded event that cannot be read any more', () => {
    const folder = emptyFolder();
    record([staff], folder);
    expect(() => record([told({ by: 'nobody', wasConfirmed: true, toRefund })], folder)).toThrow();
    expect(readFileSync(join(folder, 'order.cancelled.v1.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
  });
});
