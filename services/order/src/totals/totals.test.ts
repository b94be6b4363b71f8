import { primitives } from '@tradewind/contracts/schemas';
import { add, type Currency, currencies, money, subtract, sum } from '@tradewind/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippingOptions } from './shipping.ts';
import { taxOn } from './tax.ts';
import { refundOf, subtotalOf, totalsOf } from './totals.ts';

const currency = fc.constantFrom<Currency>(...currencies);
const place = fc.record({
  country: fc.constantFrom(...primitives.countries),
  region: fc.constantFrom(undefined, 'CA', 'ca ', 'Ontario', 'QC', 'nowhere'),
});
const line = fc.record({ amount: fc.nat(50_000_000), quantity: fc.integer({ min: 1, max: 999 }) });

describe('totals', () => {
  it('always add up, in every currency and country', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), currency, place, fc.boolean(), (drafts, unit, to, express) => {
        const lines = drafts.map(({ amount, quantity }) => ({ unitPrice: money(amount, unit), quantity }));
        const option = shippingOptions(to.country, subtotalOf(lines, unit))[express ? 1 : 0];
        if (!option) throw new Error('there are two options everywhere');
        const totals = totalsOf({ lines, shipping: option.price, place: to });
        const taxable = add(subtract(totals.subtotal, totals.discount), totals.shipping);
        expect(totals.total).toEqual(add(taxable, totals.tax));
        expect(totals.tax.amountMinor * totals.includedTax.amountMinor).toBe(0);
        expect(totals.lineTaxes).toHaveLength(lines.length);
        expect(sum(totals.lineTaxes, unit).amountMinor).toBeLessThanOrEqual(totals.tax.amountMinor);
        expect(totals.includedTax.amountMinor).toBeLessThan(Math.max(1, totals.total.amountMinor));
      }),
    );
  });

  it('refuse to mix currencies', () => {
    const lines = [{ unitPrice: money(100, 'EUR'), quantity: 1 }];
    expect(() => subtotalOf(lines, 'USD')).toThrow(RangeError);
  });

  it('know currencies without decimals and with three', () => {
    const yen = totalsOf({
      lines: [{ unitPrice: money(1999, 'JPY'), quantity: 3 }],
      shipping: money(1440, 'JPY'),
      place: { country: 'JP' },
    });
    expect([yen.subtotal, yen.total, yen.includedTax].map((part) => part.amountMinor)).toEqual([5997, 7437, 676]);
    const fils = totalsOf({
      lines: [{ unitPrice: money(1_005, 'KWD'), quantity: 1 }],
      shipping: money(0, 'KWD'),
      place: { country: 'CA', region: 'quebec' },
    });
    expect(fils.tax).toEqual(money(150, 'KWD'));
  });

  it('give back piece by piece exactly what a line cost', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 50 }), fc.nat(100_000), (unitPrice, quantity, tax) => {
        let back = 0;
        for (let refunded = 0; refunded < quantity; refunded += 1) back += refundOf({ unitPrice, quantity, tax, refunded }, 1);
        expect(back).toBe(unitPrice * quantity + tax);
      }),
    );
  });
});

describe('tax', () => {
  it('is added in America and contained in Europe and Japan', () => {
    const amount = money(12_000, 'USD');
    expect(taxOn(amount, { country: 'US', region: 'California' })).toEqual({ added: money(870, 'USD'), included: money(0, 'USD') });
    expect(taxOn(amount, { country: 'US', region: 'OR' }).added.amountMinor).toBe(0);
    expect(taxOn(amount, { country: 'US' }).added.amountMinor).toBe(0);
    expect(taxOn(amount, { country: 'CA', region: 'AB' }).added.amountMinor).toBe(600);
    expect(taxOn(amount, { country: 'GB' })).toEqual({ added: money(0, 'USD'), included: money(2_000, 'USD') });
  });
});

describe('shipping', () => {
  it('costs by country, and the standard way is free from a sum', () => {
    const prices = (country: 'US' | 'JP', amount: number) =>
      shippingOptions(country, money(amount, 'USD')).map((option) => [option.id, option.price.amountMinor]);
    expect(prices('US', 7_499)).toEqual([
      ['standard', 599],
      ['express', 1499],
    ]);
    expect(prices('US', 7_500)).toEqual([
      ['standard', 0],
      ['express', 1499],
    ]);
    expect(prices('JP', 100)).toEqual([
      ['standard', 1078],
      ['express', 2698],
    ]);
  });

  it('never costs more for a greater subtotal', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), currency, fc.constantFrom(...primitives.countries), (a, b, unit, country) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((amount) => shippingOptions(country, money(amount, unit)));
        more?.forEach((option, index) => {
          expect(option.price.amountMinor).toBeLessThanOrEqual(less?.[index]?.price.amountMinor ?? -1);
        });
      }),
    );
  });
});
