import type { primitives } from '@tradewind/contracts/schemas';
import { add, allocate, type Currency, fraction, type Money, money, multiply, subtract, sum, zero } from '@tradewind/money';
import { taxOn } from './tax.ts';

type Country = (typeof primitives.countries)[number];

export interface PricedLine {
  readonly unitPrice: Money;
  readonly quantity: number;
}

export interface Totals {
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  /** What is added; `total = subtotal - discount + shipping + tax`. */
  readonly tax: Money;
  /** What the prices contain already, for the invoice. */
  readonly includedTax: Money;
  readonly total: Money;
  /** Each line's share of `tax`, in the order of the lines; the rest of it is on the shipping. */
  readonly lineTaxes: readonly Money[];
}

/** The sum of lines. @throws RangeError when their currencies differ. */
export function subtotalOf(lines: readonly PricedLine[], currency: Currency): Money {
  return sum(
    lines.map((line) => multiply(line.unitPrice, line.quantity)),
    currency,
  );
}

/** What an order costs. All amounts are minor units of one currency. @throws RangeError when currencies differ. */
export function totalsOf(order: {
  lines: readonly PricedLine[];
  shipping: Money;
  place: { country: Country; region?: string | undefined };
}): Totals {
  const { lines, shipping, place } = order;
  const { currency } = shipping;
  const subtotal = subtotalOf(lines, currency);
  const discount = zero(currency);
  const taxable = add(subtract(subtotal, discount), shipping);
  const { added: tax, included: includedTax } = taxOn(taxable, place);
  const weights = [...lines.map((line) => multiply(line.unitPrice, line.quantity)), shipping].map((part) => part.amountMinor);
  return {
    subtotal,
    discount,
    shipping,
    tax,
    includedTax,
    total: add(taxable, tax),
    lineTaxes: allocate(tax, weights).slice(0, lines.length),
  };
}

/**
 * What goes back for some pieces of a line: its price with its share of the tax. Cumulative, so that the pieces of a line
 * refunded one by one add up to exactly what they cost.
 */
export function refundOf(line: { unitPrice: number; quantity: number; tax: number; refunded: number }, pieces: number): number {
  // The currency does not matter for integer arithmetic: one amount of minor units in, one out.
  const gross = money(line.unitPrice * line.quantity + line.tax, 'USD');
  const upTo = (count: number) => fraction(gross, count, line.quantity).amountMinor;
  return upTo(line.refunded + pieces) - upTo(line.refunded);
}
