import { newId } from '@tradewind/contracts/ids';
import type { settings } from '@tradewind/contracts/schemas';
import { type Currency, money } from '@tradewind/money';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VariantForSale } from '../cart/cart-store.ts';
import type { OrderItemRow, OrderRow } from '../order/order-store.ts';
import { address } from '../test-kit.ts';
import { taxOn, taxRateAt } from '../totals/tax.ts';
import { type Changes, costOf, planEdit } from './plan-edit.ts';

type Order = OrderRow & { readonly items: readonly OrderItemRow[] };

const taxesOf = (rate: number, included: boolean): settings.TaxSettings => ({
  countries: [{ country: 'US', included, rates: [{ taxClass: 'standard', regions: [], rate }] }],
});

function offerOf(price: number, currency: Currency): VariantForSale {
  const texts = { title: 'Thing', variantTitle: '', productSlug: 'thing', sku: 'THING-1', image: null };
  const rest = { productId: newId('product'), categoryIds: [], available: 9, taxClass: 'standard' as const, weightGrams: 1 };
  return { variantId: newId('variant'), ...texts, ...rest, price: money(price, currency) };
}

interface Drawn {
  readonly currency: Currency;
  readonly taxes: settings.TaxSettings;
  readonly lines: readonly { readonly unitPrice: number; readonly quantity: number; readonly off: number }[];
}

/** An order as checkout would have written it, with a delivery of 500 that is not taxed. */
function orderOf({ currency, taxes, lines }: Drawn): Order {
  const counts = {
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    withdrawnQuantity: 0,
    claimedQuantity: 0,
    returnedQuantity: 0,
    heldQuantity: 0,
  };
  const items = lines.map(({ unitPrice, quantity, off }) => {
    const discount = Math.floor((unitPrice * quantity * off) / 100);
    const { tax, includedTax } = taxOn(money(unitPrice * quantity - discount, currency), taxRateAt(taxes, address, 'standard'));
    const { price, ...offer } = offerOf(unitPrice, currency);
    return {
      ...offer,
      id: newId('orderItem'),
      quantity,
      unitPrice,
      discount,
      tax: tax.amountMinor,
      includedTax: includedTax.amountMinor,
      ...counts,
    };
  });
  const sum = (of: (item: OrderItemRow) => number) => items.reduce((total, item) => total + of(item), 0);
  const sums = {
    subtotal: sum((item) => item.unitPrice * item.quantity),
    discount: sum(({ discount }) => discount),
    tax: sum(({ tax }) => tax),
    includedTax: sum(({ includedTax }) => includedTax),
    total: sum(costOf) + 500,
  };
  // The cast: a plan looks at nothing else of an order.
  return { ...sums, currency, items, shipping: 500, shippingAddress: address } as unknown as Order;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  currency: fc.constantFrom<Currency>('USD', 'JPY', 'KWD'),
  taxes: fc.tuple(fc.integer({ min: 0, max: 27_000 }), fc.boolean()).map(([rate, included]) => taxesOf(rate, included)),
  lines: fc.array(
    fc.record({
      unitPrice: fc.integer({ min: 1, max: 100_000 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      off: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** An order after an edit, as the database would have it. */
function after(order: Order, changes: Changes, offers: readonly VariantForSale[], taxes: settings.TaxSettings): Order {
  const plan = planEdit(order, changes, { offers: new Map(offers.map((offer) => [offer.variantId, offer])), taxes });
  return { ...order, ...plan.sums, items: plan.lines.map((line) => line.after).filter(({ quantity }) => quantity > 0) };
}

it('leaves sums that are those of the lines, and lines that are taxed as before, edit after edit', () => {
  const edit = fc.record({ line: fc.nat(), quantity: fc.nat({ max: 12 }), adds: fc.option(fc.integer({ min: 1, max: 9_999 })) });
  fc.assert(
    fc.property(drawn, fc.array(edit, { maxLength: 6 }), (of, edits) => {
      let order = orderOf(of);
      for (const { line, quantity, adds } of edits) {
        const item = order.items[line % order.items.length];
        if (!item) throw new Error('an order has lines');
        const offer = offerOf(adds ?? 1, of.currency);
        const added = adds === null ? [] : [{ variantId: offer.variantId, quantity: 2 }];
        if (quantity === 0 && order.items.length === 1 && added.length === 0) continue;
        const before = order;
        order = after(order, { items: [{ itemId: item.id, quantity }], added }, [offer], of.taxes);
        const sum = (value: (item: OrderItemRow) => number) => order.items.reduce((total, one) => total + value(one), 0);
        expect(order.subtotal).toBe(sum((one) => one.unitPrice * one.quantity));
        expect([order.discount, order.tax, order.includedTax]).toEqual([
          sum((one) => one.discount),
          sum((one) => one.tax),
          sum((one) => one.includedTax),
        ]);
        expect(order.total).toBe(order.subtotal - order.discount + order.shipping + order.tax);
        for (const one of order.items) {
          expect(one.discount).toBeLessThanOrEqual(one.unitPrice * one.quantity);
          if (one.id === item.id || before.items.includes(one)) continue;
          const { tax, includedTax } = taxOn(money(costOf(one) - one.tax, of.currency), taxRateAt(of.taxes, address, 'standard'));
          expect([one.tax, one.includedTax]).toEqual([tax.amountMinor, includedTax.amountMinor]);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

it('gives back in parts what it gives back at once, to the minor unit', () => {
  fc.assert(
    fc.property(drawn, (of) => {
      const order = orderOf(of);
      const [first, ...others] = order.items;
      if (!first || others.length === 0) return;
      let stepwise = order;
      for (const { id, quantity } of others) {
        for (let left = quantity - 1; left >= 0; left -= 1)
          stepwise = after(stepwise, { items: [{ itemId: id, quantity: left }], added: [] }, [], of.taxes);
      }
      const items = others.map(({ id }) => ({ itemId: id, quantity: 0 }));
      const atOnce = after(order, { items, added: [] }, [], of.taxes);
      expect(stepwise.total).toBe(atOnce.total);
      expect(order.total - atOnce.total).toBe(others.reduce((sum, item) => sum + costOf(item), 0));
    }),
    { numRuns: 2_000 },
  );
});

it('keeps the agreed price and rate of pieces that are put on a line', () => {
  const of: Drawn = { currency: 'USD', taxes: taxesOf(10_000, false), lines: [{ unitPrice: 1_000, quantity: 2, off: 50 }] };
  const order = orderOf(of);
  const [item] = order.items;
  if (!item) throw new Error('an order has lines');
  const later = { ...offerOf(1_500, 'USD'), variantId: item.variantId };
  const plan = planEdit(
    order,
    { items: [{ itemId: item.id, quantity: 3 }], added: [] },
    { offers: new Map([[later.variantId, later]]), taxes: taxesOf(20_000, false) },
  );
  // Two at half their price, one at the whole; 10% on all of it, although 20% are due today.
  expect(plan.lines[0]?.after).toMatchObject({ unitPrice: 1_000, discount: 1_000, tax: 200 });
  expect(plan.difference).toBe(1_100);
});
