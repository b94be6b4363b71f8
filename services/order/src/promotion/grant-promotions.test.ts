import { newId } from '@tradewind/contracts/ids';
import type { promotion } from '@tradewind/contracts/schemas';
import { add, type Currency, currencies, money, multiply, subtract, sum, zero } from '@tradewind/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundOf, totalsOf } from '../totals/totals.ts';
import { type DiscountedLine, grantPromotions } from './grant-promotions.ts';
import { samplePromotion } from './test-promotion.ts';

const [shoes, hats] = [newId('category'), newId('category')];
const [boot, cap] = [newId('product'), newId('product')];

const line = (amountMinor: number, quantity = 1, changes: Partial<DiscountedLine['offer']> = {}): DiscountedLine => ({
  unitPrice: money(amountMinor, 'USD'),
  quantity,
  offer: { productId: boot, categoryIds: [shoes], ...changes },
});

/** What promotions take off lines in dollars, by line, and off a delivery of 5.00. */
function grant(lines: DiscountedLine[], promotions: promotion.Promotion[], delivery: number | null = 500) {
  const granted = grantPromotions({
    lines,
    currency: 'USD',
    promotions,
    budgetLeft: ({ budgetMinor, spentMinor }) => (budgetMinor === null ? null : budgetMinor - spentMinor),
    deliveryPrice: () => (delivery === null ? null : money(delivery, 'USD')),
  });
  return {
    off: granted.discounts.map(({ amountMinor }) => amountMinor),
    delivery: granted.shippingDiscount.amountMinor,
    names: granted.grants.map(({ promotion }) => promotion.name),
    amounts: granted.grants.map(({ amount }) => amount.amountMinor),
    refusals: granted.refusals.map(({ promotion, reason }) => `${promotion.name} ${reason}`),
  };
}

const of = (effect: promotion.PromotionEffect, changes: Partial<promotion.Promotion> = {}) => samplePromotion({ effect, ...changes });
const percent = (basisPoints: number, changes?: Partial<promotion.Promotion>) => of({ kind: 'percentage', basisPoints }, changes);

describe('a promotion', () => {
  it('of a share is spread over the lines by the largest remainder', () => {
    expect(grant([line(333), line(333), line(334)], [percent(1_000)]).off).toEqual([33, 33, 34]);
    expect(grant([line(1), line(1), line(1)], [percent(5_000)]).off).toEqual([1, 1, 0]);
  });

  it('of an amount takes no more than there is', () => {
    expect(grant([line(1_000, 2), line(500)], [of({ kind: 'fixed', amountMinor: 500 })]).off).toEqual([400, 100]);
    expect(grant([line(300)], [of({ kind: 'fixed', amountMinor: 500 })])).toMatchObject({ off: [300], amounts: [300] });
  });

  it('of free delivery takes the delivery off, once', () => {
    const free = of({ kind: 'free_delivery' }, { name: 'Free', priority: 1 });
    const again = of({ kind: 'free_delivery' }, { name: 'Again' });
    expect(grant([line(100)], [again, free])).toMatchObject({ off: [0], delivery: 500, names: ['Free'], amounts: [500] });
    expect(grant([line(100)], [free], 0)).toMatchObject({ delivery: 0, names: [] });
    expect(grant([line(100)], [free], null)).toMatchObject({ delivery: 0, names: ['Free'], amounts: [0] });
  });

  it.each([
    ['three for two: the cheapest of each three', 2, 1, [line(900, 2), line(500, 3), line(100)], [0, 500, 100]],
    ['a fourth piece begins another set', 2, 1, [line(900, 4)], [900]],
    ['two and two, of five', 2, 2, [line(900, 5)], [1_800]],
    ['too few', 2, 1, [line(900, 2)], [0]],
  ])('of sets takes %s', (_what, buy, get, lines, off) => {
    expect(grant(lines, [of({ kind: 'buy_x_get_y', buy, get, basisPoints: 10_000 })]).off).toEqual(off);
  });

  it('of tiers takes the share of the highest that is reached', () => {
    const tiers = of({
      kind: 'tiered',
      tiers: [
        { fromMinor: 5_000, basisPoints: 500 },
        { fromMinor: 10_000, basisPoints: 1_000 },
      ],
    });
    expect([4_999, 5_000, 9_999, 10_000].map((amount) => grant([line(amount)], [tiers]).off[0])).toEqual([0, 250, 500, 1_000]);
  });

  it('counts for what it is of', () => {
    const lines = [line(1_000), line(1_000, 1, { productId: cap, categoryIds: [hats] })];
    expect(grant(lines, [percent(1_000, { scope: { type: 'categories', categoryIds: [hats] } })]).off).toEqual([0, 100]);
    expect(grant(lines, [percent(1_000, { scope: { type: 'products', productIds: [boot] } })]).off).toEqual([100, 0]);
    const nothing = grant(lines, [percent(1_000, { name: 'Sale', scope: { type: 'products', productIds: [newId('product')] } })]);
    expect(nothing).toMatchObject({ off: [0, 0], names: [], refusals: ['Sale counts for nothing that is in the cart'] });
  });
});

describe('several promotions', () => {
  it('take their share of what those before them have left, by priority', () => {
    const [half, ten] = [percent(5_000, { name: 'Half', priority: 1 }), percent(1_000, { name: 'Ten' })];
    expect(grant([line(1_000)], [ten, half])).toMatchObject({ names: ['Half', 'Ten'], amounts: [500, 50], off: [550] });
  });

  it('stand alone when they are exclusive and first, and give way when they are not', () => {
    const exclusive = (priority: number) => percent(1_000, { name: 'Alone', stacking: 'exclusive', priority });
    const other = percent(5_000, { name: 'Other' });
    expect(grant([line(1_000)], [exclusive(1), other])).toMatchObject({
      off: [100],
      refusals: ['Other cannot be combined with Alone'],
    });
    expect(grant([line(1_000)], [exclusive(-1), other])).toMatchObject({
      off: [500],
      refusals: ['Alone cannot be combined with Other'],
    });
  });

  it('do not give what their budget has not', () => {
    const spent = percent(1_000, { name: 'Spent', currency: 'USD', budgetMinor: 1_000, spentMinor: 950 });
    expect(grant([line(500)], [spent]).off).toEqual([50]);
    expect(grant([line(510)], [spent])).toMatchObject({ off: [0], refusals: ['Spent has been used up'] });
    const free = of({ kind: 'free_delivery' }, { name: 'Free', currency: 'USD', budgetMinor: 499 });
    expect(grant([line(510)], [free])).toMatchObject({ delivery: 0, names: [], refusals: ['Free has been used up'] });
  });
});

const products = [newId('product'), newId('product'), newId('product')];
const drawnLine = fc.record({
  amount: fc.nat(2_000_000),
  quantity: fc.integer({ min: 1, max: 40 }),
  product: fc.nat(2),
  taxClass: fc.constantFrom('standard' as const, 'reduced' as const, 'exempt' as const),
});
const share = fc.integer({ min: 1, max: 10_000 });
const effect: fc.Arbitrary<promotion.PromotionEffect> = fc.oneof(
  share.map((basisPoints) => ({ kind: 'percentage' as const, basisPoints })),
  fc.integer({ min: 1, max: 5_000_000 }).map((amountMinor) => ({ kind: 'fixed' as const, amountMinor })),
  fc.constant({ kind: 'free_delivery' as const }),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), share)
    .map(([buy, get, basisPoints]) => ({ kind: 'buy_x_get_y' as const, buy, get, basisPoints })),
  fc.tuple(fc.nat(1_000_000), share).map(([fromMinor, basisPoints]) => ({ kind: 'tiered' as const, tiers: [{ fromMinor, basisPoints }] })),
);
const drawnPromotion = fc.record({
  effect,
  scope: fc.oneof(
    fc.constant({ type: 'everything' as const }),
    fc.nat(2).map((index) => ({ type: 'products' as const, productIds: [products[index] ?? boot] })),
  ),
  stacking: fc.constantFrom('combinable' as const, 'combinable' as const, 'exclusive' as const),
  priority: fc.integer({ min: -2, max: 2 }),
  budgetMinor: fc.option(fc.integer({ min: 1, max: 3_000_000 })),
});

it('whatever is in a cart and in force, lines and delivery add up to the order, and their refunds to what was paid', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Currency>(...currencies),
      fc.array(drawnLine, { minLength: 1, maxLength: 10 }),
      fc.array(drawnPromotion, { maxLength: 6 }),
      fc.record({ standard: fc.nat(30_000), reduced: fc.nat(15_000), included: fc.boolean() }),
      fc.nat(100_000),
      (currency, drawn, promotions, rates, delivery) => {
        const lines = drawn.map(({ amount, quantity, product, taxClass }) => ({
          unitPrice: money(amount, currency),
          quantity,
          taxClass,
          offer: { productId: products[product] ?? boot, categoryIds: [] },
        }));
        const price = money(delivery, currency);
        const { discounts, grants, shippingDiscount } = grantPromotions({
          lines,
          currency,
          promotions: promotions.map((changes) => samplePromotion(changes)),
          budgetLeft: ({ budgetMinor }) => budgetMinor,
          deliveryPrice: () => price,
        });
        const totals = totalsOf({
          lines: lines.map((each, index) => ({ ...each, discount: discounts[index] ?? zero(currency) })),
          delivery: { price, discount: shippingDiscount },
          rateOf: (taxClass) => ({ rate: taxClass === 'exempt' ? 0 : rates[taxClass], included: rates.included }),
        });
        for (const [index, { unitPrice, quantity }] of lines.entries()) {
          const off = discounts[index]?.amountMinor ?? -1;
          expect(off).toBeGreaterThanOrEqual(0);
          expect(off).toBeLessThanOrEqual(unitPrice.amountMinor * quantity);
        }
        // Every unit that was taken off was taken off by one promotion, within its budget and without its like beside an exclusive one.
        const given = sum(
          grants.map(({ amount }) => amount),
          currency,
        );
        expect(given).toEqual(add(totals.discount, totals.shippingDiscount));
        for (const { promotion, amount } of grants) expect(amount.amountMinor).toBeLessThanOrEqual(promotion.budgetMinor ?? Infinity);
        if (grants.some(({ promotion }) => promotion.stacking === 'exclusive')) expect(grants).toHaveLength(1);
        // Back goes what was paid, to the minor unit.
        let back = add(totals.shipping, totals.delivery.tax).amountMinor;
        for (const [index, { unitPrice, quantity }] of lines.entries()) {
          const [discount, tax] = [discounts[index]?.amountMinor ?? 0, totals.lines[index]?.tax.amountMinor ?? 0];
          const bought = { unitPrice: unitPrice.amountMinor, quantity, discount, tax };
          for (let refunded = 0; refunded < quantity; refunded += 1) back += refundOf({ ...bought, refunded }, 1);
        }
        expect(back).toBe(totals.total.amountMinor);
        const before = sum(
          lines.map((each) => multiply(each.unitPrice, each.quantity)),
          currency,
        );
        expect(totals.total).toEqual(add(add(subtract(before, totals.discount), totals.shipping), totals.tax));
      },
    ),
    { numRuns: 1_000 },
  );
});
