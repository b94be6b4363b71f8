import type { settings } from '@tradewind/contracts/schemas';
import { add, type Currency, currencies, money, multiply, subtract, sum, zero } from '@tradewind/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, shippingOptions } from './shipping.ts';
import { taxOn, taxRateAt } from './tax.ts';
import { refundOf, spreadDiscount, subtotalOf, totalsOf } from './totals.ts';

const currency = fc.constantFrom<Currency>(...currencies);
const taxClass = fc.constantFrom('standard' as const, 'reduced' as const, 'exempt' as const);
const rates = fc.record({
  standard: fc.nat(30_000),
  reduced: fc.nat(15_000),
  included: fc.boolean(),
});
const line = fc.record({ amount: fc.nat(5_000_000), quantity: fc.integer({ min: 1, max: 60 }), taxClass });
const cart = fc.record({
  unit: currency,
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  rates,
  /** Of what is left, thousandths. */
  discounts: fc.array(fc.nat(1_000), { maxLength: 3 }),
  delivery: fc.record({ price: fc.nat(100_000), off: fc.nat(1_000) }),
});

type Cart = typeof cart extends fc.Arbitrary<infer Value> ? Value : never;

/** What a random cart costs: discounts are taken off one after the other, each spread over what is left of the lines. */
function price({ unit, lines, rates: by, discounts, delivery }: Cart) {
  const priced = lines.map(({ amount, ...rest }) => ({ ...rest, unitPrice: money(amount, unit) }));
  let off = priced.map(() => zero(unit));
  for (const share of discounts) {
    const left = priced.map(({ unitPrice, quantity }, index) => subtract(multiply(unitPrice, quantity), off[index] ?? zero(unit)));
    const discount = money(Math.floor((sum(left, unit).amountMinor * share) / 1_000), unit);
    const parts = spreadDiscount(discount, left);
    expect(sum(parts, unit)).toEqual(discount);
    for (const [index, part] of parts.entries()) expect(part.amountMinor).toBeLessThanOrEqual(left[index]?.amountMinor ?? -1);
    off = off.map((so, index) => add(so, parts[index] ?? zero(unit)));
  }
  const withDiscounts = priced.map((each, index) => ({ ...each, discount: off[index] ?? zero(unit) }));
  const totals = totalsOf({
    lines: withDiscounts,
    delivery: { price: money(delivery.price, unit), discount: money(Math.floor((delivery.price * delivery.off) / 1_000), unit) },
    rateOf: (of) => ({ rate: of === 'exempt' ? 0 : by[of], included: by.included }),
  });
  return { lines: withDiscounts, totals };
}

describe('totals', () => {
  it('add up from lines and delivery, in every currency', () => {
    fc.assert(
      fc.property(cart, (drawn) => {
        const { totals } = price(drawn);
        const of = (part: 'discount' | 'tax' | 'includedTax') =>
          sum(
            totals.lines.map((each) => each[part]),
            drawn.unit,
          );
        expect(totals.total).toEqual(add(add(subtract(totals.subtotal, totals.discount), totals.shipping), totals.tax));
        expect(totals.discount).toEqual(of('discount'));
        expect(totals.tax).toEqual(add(of('tax'), totals.delivery.tax));
        expect(totals.includedTax).toEqual(add(of('includedTax'), totals.delivery.includedTax));
        expect(totals.tax.amountMinor * totals.includedTax.amountMinor).toBe(0);
        expect(totals.total.amountMinor).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are given back to the minor unit: the refunds of all pieces and of the delivery are what was paid', () => {
    fc.assert(
      fc.property(cart, (drawn) => {
        const { lines, totals } = price(drawn);
        let back = totals.shipping.amountMinor + totals.delivery.tax.amountMinor;
        lines.forEach(({ unitPrice, quantity, discount }, index) => {
          const tax = totals.lines[index]?.tax.amountMinor ?? Number.NaN;
          const bought = { unitPrice: unitPrice.amountMinor, quantity, discount: discount.amountMinor, tax };
          for (let refunded = 0; refunded < quantity; refunded += 1) {
            const piece = refundOf({ ...bought, refunded }, 1);
            expect(piece).toBeGreaterThanOrEqual(0);
            back += piece;
          }
        });
        expect(back).toBe(totals.total.amountMinor);
      }),
    );
  });

  it('refuse to mix currencies, and a discount of more than there is', () => {
    const lines = [{ unitPrice: money(100, 'EUR'), quantity: 1 }];
    expect(() => subtotalOf(lines, 'USD')).toThrow(RangeError);
    expect(() => spreadDiscount(money(101, 'EUR'), [money(100, 'EUR')])).toThrow(RangeError);
  });

  it('round the tax of each line by itself, half away from zero', () => {
    const of = (amounts: number[], unit: Currency, rate: number, included = false) => {
      const lines = amounts.map((amount) => ({
        unitPrice: money(amount, unit),
        quantity: 1,
        discount: zero(unit),
        taxClass: 'standard' as const,
      }));
      return totalsOf({ lines, delivery: { price: zero(unit), discount: zero(unit) }, rateOf: () => ({ rate, included }) });
    };
    // 7.25% of 10 is 0.725 and of 30 is 2.175: together they would be 3.
    const dollars = of([10, 10, 10], 'USD', 7_250);
    expect([dollars.tax.amountMinor, ...dollars.lines.map(({ tax }) => tax.amountMinor)]).toEqual([3, 1, 1, 1]);
    expect(of([50], 'USD', 5_000).tax.amountMinor).toBe(3);
    expect(of([1_999, 1_999, 1_999], 'JPY', 10_000, true).includedTax).toEqual(money(546, 'JPY'));
    expect(of([1_005], 'KWD', 14_975).tax).toEqual(money(150, 'KWD'));
  });
});

/** Rates of two countries, one of which has regions and a reduced rate. */
const taxes: settings.TaxSettings = {
  countries: [
    {
      country: 'CA',
      included: false,
      rates: [
        { taxClass: 'standard', regions: [], rate: 5_000 },
        { taxClass: 'standard', regions: ['QC', 'QUÉBEC'], rate: 14_975 },
        { taxClass: 'reduced', regions: ['ON'], rate: 1_000 },
      ],
    },
    { country: 'DE', included: true, rates: [{ taxClass: 'standard', regions: [], rate: 19_000 }] },
  ],
};

describe('the tax rate', () => {
  it.each([
    ['of a region, by its code', { country: 'CA', region: 'QC' }, 'standard', 14_975],
    ['of a region, by its name and however it is written', { country: 'CA', region: ' québec ' }, 'standard', 14_975],
    ['of the rest of the country', { country: 'CA', region: 'AB' }, 'standard', 5_000],
    ['of a country without a region', { country: 'CA' }, 'standard', 5_000],
    ['of a reduced class', { country: 'CA', region: 'ON' }, 'reduced', 1_000],
    ['of a class that has none there is the standard one', { country: 'CA', region: 'QC' }, 'reduced', 14_975],
    ['of what is exempt is none', { country: 'CA', region: 'QC' }, 'exempt', 0],
    ['of a country that is not named is none', { country: 'CL' }, 'standard', 0],
  ] as const)('%s', (_what, place, of, rate) => {
    expect(taxRateAt(taxes, place, of)).toEqual({ rate, included: false });
  });

  it('says where prices contain the tax', () => {
    expect(taxRateAt(taxes, { country: 'DE' }, 'standard')).toEqual({ rate: 19_000, included: true });
    expect(taxRateAt(taxes, { country: 'DE' }, 'exempt')).toEqual({ rate: 0, included: true });
    expect(taxOn(money(12_000, 'USD'), { rate: 20_000, included: true })).toEqual({ tax: zero('USD'), includedTax: money(2_000, 'USD') });
    expect(taxOn(money(12_000, 'USD'), { rate: 7_250, included: false })).toEqual({ tax: money(870, 'USD'), includedTax: zero('USD') });
  });
});

const usd = (steps: [number, number][], freeFromMinor: number | null = null) => [
  { currency: 'USD' as const, steps: steps.map(([from, amountMinor]) => ({ from, amountMinor })), freeFromMinor },
];
const way = { id: 'standard', name: 'Standard', estimate: 'soon', basis: 'subtotal' as const };

/** One zone for a country and one for an island of it; the first is priced by weight and by value. */
const delivery: settings.DeliverySettings = {
  zones: [
    {
      id: 'mainland',
      name: 'Mainland',
      places: [{ country: 'US', regions: [] }],
      options: [
        { ...way, prices: usd([[0, 599]], 7_500) },
        {
          ...way,
          id: 'freight',
          basis: 'weight',
          prices: usd([
            [0, 300],
            [1_000, 500],
            [20_000, 4_000],
          ]),
        },
      ],
    },
    {
      id: 'island',
      name: 'Island',
      places: [{ country: 'US', regions: ['HI', 'HAWAII'] }],
      options: [{ ...way, prices: usd([[0, 1_999]]) }],
    },
  ],
};

describe('delivery', () => {
  const prices = (place: Place, amount: number, weightGrams: number, unit: Currency = 'USD') =>
    shippingOptions(delivery, place, { value: money(amount, unit), weightGrams })?.map(({ id, price }) => [id, price.amountMinor]);

  it.each([
    ['below the sum', 7_499, 0, 599, 300],
    ['free from the sum on', 7_500, 0, 0, 300],
    ['just below a weight', 1, 999, 599, 300],
    ['at a weight', 1, 1_000, 599, 500],
    ['far above the last weight', 1, 90_000, 599, 4_000],
  ])('costs by value and by weight: %s', (_what, amount, grams, standard, freight) => {
    expect(prices({ country: 'US', region: 'OR' }, amount, grams)).toEqual([
      ['standard', standard],
      ['freight', freight],
    ]);
  });

  it('is that of the region before that of the country, and nowhere else', () => {
    expect(prices({ country: 'US', region: 'hawaii' }, 1, 1)).toEqual([['standard', 1_999]]);
    expect(prices({ country: 'US' }, 1, 1)).toHaveLength(2);
    expect(prices({ country: 'CL' }, 1, 1)).toBeUndefined();
    expect(prices({ country: 'US' }, 1, 1, 'EUR')).toEqual([]);
  });

  it('never costs more for a greater value', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), fc.nat(40_000), (a, b, grams) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((amount) => prices({ country: 'US' }, amount, grams));
        more?.forEach(([, price], index) => {
          expect(Number(price)).toBeLessThanOrEqual(Number(less?.[index]?.[1]));
        });
      }),
    );
  });
});
