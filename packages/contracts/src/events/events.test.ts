import { describe, expect, it } from 'vitest';
import { newId, newUuid } from '../ids.ts';
import { eventCatalogue, eventTypes, parseEvent, topics } from './index.ts';

const orderId = newId('order');
const event = {
  id: newUuid(),
  type: 'inventory.commit_failed',
  version: 1,
  aggregateId: orderId,
  sequence: 1,
  occurredAt: new Date().toISOString(),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  actor: 'product',
  data: { orderId },
};

describe('the event catalogue', () => {
  it('takes an event that fits', () => {
    expect(parseEvent(event)).toEqual(event);
  });

  it.each([
    ['an unknown type', { type: 'order.imagined' }],
    ['data of another shape', { data: { orderId: 'usr_1' } }],
    ['a sequence that starts at nothing', { sequence: 0 }],
    ['an id that is no UUID', { id: 'evt_1' }],
  ])('refuses %s', (_what, change) => {
    expect(() => parseEvent({ ...event, ...change })).toThrow();
  });

  it('drops what the catalogue does not name, so that nothing travels by accident', () => {
    expect(parseEvent({ ...event, data: { orderId, email: 'somebody@example.test' } }).data).toEqual({ orderId });
  });

  it('refuses a version that is not written yet, naming it', () => {
    expect(() => parseEvent({ ...event, version: 2 })).toThrow('inventory.commit_failed came in version 2, of which this process knows 1');
  });

  it('names every event in the past tense of its aggregate, on a topic that exists', () => {
    for (const type of eventTypes) {
      expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(topics).toContain(eventCatalogue[type].topic);
    }
  });
});
