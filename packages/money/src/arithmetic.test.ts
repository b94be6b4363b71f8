import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allocate,
  type Currency,
  compare,
  currencies,
  formatMoney,
  fraction,
  money,
  multiply,
  negate,
  subtract,
  sum,
  toDecimalString,
  zero,
} from './index.ts';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const currency = fc.constantFrom<Currency>(...currencies);

describe('money', () => {
  it('refuses an amount that is not whole', () => {
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(() => money(Number.MAX_SAFE_INTEGER + 1, 'USD')).toThrow(RangeError);
    expect(() => multiply(money(100, 'USD'), 1.5)).toThrow(RangeError);
  });

  it('never mixes currencies', () => {
    for (const operation of [add, subtract, compare]) {
      expect(() => operation(money(1, 'USD'), money(1, 'EUR'))).toThrow('USD and EUR do not mix');
    }
  });

  it('adds and takes away without loss', () => {
    fc.assert(
      fc.property(amount, amount, currency, (left, right, unit) => {
        const total = add(money(left, unit), money(right, unit));
        expect(subtract(total, money(right, unit))).toEqual(money(left, unit));
        expect(sum([total, negate(total)], unit)).toEqual(zero(unit));
      }),
    );
  });

  it('rounds half away from zero, the same for a sale and its refund', () => {
    expect(fraction(money(25, 'USD'), 1, 10).amountMinor).toBe(3);
    expect(fraction(money(24, 'USD'), 1, 10).amountMinor).toBe(2);
    expect(fraction(money(-25, 'USD'), 1, 10).amountMinor).toBe(-3);
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (value, basisPoints) => {
        const part = fraction(money(value, 'USD'), basisPoints, 10_000);
        expect(fraction(money(-value, 'USD'), basisPoints, 10_000)).toEqual(negate(part));
        expect(Math.abs(part.amountMinor - (value * basisPoints) / 10_000)).toBeLessThanOrEqual(0.5);
      }),
    );
    expect(() => fraction(money(1, 'USD'), 1, 0)).toThrow(RangeError);
  });

  it('splits so that the parts add up exactly and keep proportion within one unit', () => {
    fc.assert(
      fc.property(amount, fc.array(fc.nat(10_000), { minLength: 1, maxLength: 20 }), currency, (value, weights, unit) => {
        const parts = allocate(money(value, unit), weights);
        expect(sum(parts, unit)).toEqual(money(value, unit));
        const total = weights.reduce((left, right) => left + right, 0);
        weights.forEach((weight, index) => {
          const exact = total === 0 ? value / weights.length : (value * weight) / total;
          expect(Math.abs((parts[index]?.amountMinor ?? Number.NaN) - exact)).toBeLessThan(1);
        });
      }),
    );
    expect(() => allocate(money(1, 'USD'), [])).toThrow(RangeError);
    expect(() => allocate(money(1, 'USD'), [-1])).toThrow(RangeError);
  });

  it('is written with the decimals of its currency', () => {
    expect([toDecimalString(money(1999, 'USD')), toDecimalString(money(1999, 'JPY')), toDecimalString(money(-5, 'KWD'))]).toEqual([
      '19.99',
      '1999',
      '-0.005',
    ]);
    expect(formatMoney(money(199_900, 'USD'))).toBe('$1,999.00');
    expect(formatMoney(money(1999, 'JPY'))).toBe('¥1,999');
  });
});
