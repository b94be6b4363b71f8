import { describe, expect, it } from 'vitest';
import type { ServiceState } from '#gateway/procedures.ts';
import { emptySpan, hearing, spanInput, spanText } from './span-draft.ts';

describe('a span of time', () => {
  it('is sent as instants, until now unless it has an end', () => {
    const draft = { service: 'product', from: '2026-11-25T09:00', to: '', again: true };
    const from = new Date('2026-11-25T09:00').toISOString();
    expect(spanInput(draft)).toEqual({ input: { service: 'product', from, to: undefined, again: true } });
    const to = new Date('2026-11-25T10:30').toISOString();
    expect(spanInput({ ...draft, to: '2026-11-25T10:30' })).toMatchObject({ input: { from, to } });
  });

  it('names what is missing or wrong', () => {
    expect(spanInput(emptySpan)).toEqual({ errors: { service: expect.any(String), from: expect.any(String) } });
    expect(spanInput({ ...emptySpan, service: 'gateway', from: 'x', to: 'y' })).toEqual({
      errors: { service: expect.any(String), from: expect.any(String), to: expect.any(String) },
    });
    const backwards = { service: 'order', from: '2026-11-25T09:00', to: '2026-11-25T09:00', again: false };
    expect(spanInput(backwards)).toEqual({ errors: { to: 'It is not after the beginning.' } });
  });

  it('can be replayed where something is heard', () => {
    const state = (service: ServiceState['service'], hears: string[] | null) =>
      ({ service, messages: hears && { hears } }) as unknown as ServiceState;
    expect(hearing([state('gateway', null), state('user', []), state('order', ['payment.captured']), state('product', null)])).toEqual([
      'product',
      'order',
      'payment',
      'notification',
    ]);
    expect(hearing(undefined)).toHaveLength(5);
  });

  it('is told of by what became of it', () => {
    const answer = { from: '', to: '', foreign: 3 };
    expect(spanText({ ...answer, parked: 0, known: 0 })).toBe('No event of that time is for this service');
    expect(spanText({ ...answer, parked: 0, known: 2 })).toBe('All 2 events of that time had taken effect before');
    expect(spanText({ ...answer, parked: 1, known: 2 })).toBe('1 event takes effect now, 2 had before');
  });
});
