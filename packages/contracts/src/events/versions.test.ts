import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EventDefinition, earlier, toToday, versionOf } from './versions.ts';

// One amount in version 1; several in version 2; in version 3 each with its currency.
const first = z.object({ amount: z.int() });
const second = z.object({ amounts: z.array(z.int()) });
const paid: EventDefinition = {
  topic: 'payment.events',
  data: z.object({ amounts: z.array(z.object({ amountMinor: z.int().min(0), currency: z.string() })) }),
  earlier: [
    earlier(first, ({ amount }) => ({ amounts: [amount] })),
    earlier(second, ({ amounts }) => ({ amounts: amounts.map((amountMinor) => ({ amountMinor, currency: 'USD' })) })),
  ],
};
const today = (version: number, data: unknown) => toToday(paid, { type: 'payment.paid', version, data });

describe('an event that has earlier versions', () => {
  it('is of the version after them', () => {
    expect(versionOf(paid)).toBe(3);
    expect(versionOf({ topic: 'payment.events', data: first })).toBe(1);
  });

  it.each([
    [1, { amount: 5 }],
    [2, { amounts: [5] }],
    [3, { amounts: [{ amountMinor: 5, currency: 'USD' }] }],
  ])('is read from version %i in the shape of today', (version, data) => {
    expect(today(version, data)).toEqual({ amounts: [{ amountMinor: 5, currency: 'USD' }] });
  });

  it('is refused when it does not fit the version that it says', () => {
    expect(() => today(1, { amounts: [5] })).toThrow(z.ZodError);
    expect(() => today(2, { amount: 5 })).toThrow(z.ZodError);
  });

  it('is refused when what an upcast makes does not fit', () => {
    expect(() => today(1, { amount: -1 })).toThrow(z.ZodError);
  });

  it('is refused by who does not know its version yet, and says what to do', () => {
    expect(() => today(4, {})).toThrow('payment.paid came in version 4, of which this process knows 3 at most: upgrade it, then replay');
  });

  it('leaves out what a newer producer added to a version', () => {
    expect(today(1, { amount: 5, channel: 'web' })).toEqual(today(1, { amount: 5 }));
  });
});
