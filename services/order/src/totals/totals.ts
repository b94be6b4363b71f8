import type { product } from '@tradewind/contracts/schemas';
import { add, allocate, type Currency, fraction, type Money, money, multiply, subtract, sum } from '@tradewind/money';
import { type TaxRate, taxOn } from './tax.ts';

export interface PricedLine {
  readonly unitPrice: Money;
  readonly quantity: number;
}

interface TaxedLine extends PricedLine {
  /** Off the whole line, at most its price. */
  readonly discount: Money;
  readonly taxClass: product.TaxClass;
}

interface Taxes {
  /** What is added. */
  readonly tax: Money;
  /** What the price contains already, for the invoice. */
  readonly includedTax: Money;
}

interface LineTotals extends Taxes {
  /** Off the whole line. */
  readonly discount: Money;
}

/** What an order costs; each figure is the sum of its lines' and its delivery's. */
export interface Totals extends Taxes {
  readonly subtotal: Money;
  readonly discount: Money;
  /** What is paid for the delivery, and what it would have cost more. */
  readonly shipping: Money;
  readonly shippingDiscount: Money;
  /** `total = subtotal - discount + shipping + tax` */
  readonly total: Money;
  /** In the order of the lines. */
  readonly lines: readonly LineTotals[];
  readonly delivery: Taxes;
}

/** The sum of lines before discounts. @throws RangeError when their currencies differ. */
export function subtotalOf(lines: readonly PricedLine[], currency: Currency): Money {
  return sum(
    lines.map((line) => multiply(line.unitPrice, line.quantity)),
    currency,
  );
}

/** Spreads a discount over what is left of each line, by the largest remainder: it adds up, and no line gets more than it has left. */
export function spreadDiscount(discount: Money, left: readonly Money[]): Money[] {
  const whole = sum(left, discount.currency);
  if (discount.amountMinor > whole.amountMinor) throw new RangeError('a discount is at most what it is taken off');
  return allocate(
    discount,
    left.map(({ amountMinor }) => amountMinor),
  );
}

/**
 * What an order costs. Tax is rounded for each line and for the delivery by itself, half away from zero; the delivery is taxed as
 * a standard product is. All amounts are minor units of one currency.
 * @throws RangeError when currencies differ
 */
export function totalsOf(order: {
  lines: readonly TaxedLine[];
  delivery: { price: Money; discount: Money };
  rateOf: (taxClass: product.TaxClass) => TaxRate;
}): Totals {
  const { delivery, rateOf } = order;
  const { currency } = delivery.price;
  const lines = order.lines.map(({ unitPrice, quantity, discount, taxClass }) => {
    const price = subtract(multiply(unitPrice, quantity), discount);
    return { discount, ...taxOn(price, rateOf(taxClass)) };
  });
  const shipping = subtract(delivery.price, delivery.discount);
  const deliveryTaxes = taxOn(shipping, rateOf('standard'));
  const taxed = [...lines, deliveryTaxes];
  const subtotal = subtotalOf(order.lines, currency);
  const discount = sum(
    lines.map((line) => line.discount),
    currency,
  );
  const tax = sum(
    taxed.map((part) => part.tax),
    currency,
  );
  const includedTax = sum(
    taxed.map((part) => part.includedTax),
    currency,
  );
  const total = add(add(subtract(subtotal, discount), shipping), tax);
  return { subtotal, discount, shipping, shippingDiscount: delivery.discount, tax, includedTax, total, lines, delivery: deliveryTaxes };
}

/**
 * What goes back for some pieces of a line: its price less its discount, with the tax that was added. Cumulative, so that the
 * pieces of a line refunded one by one add up to exactly what they cost.
 */
export function refundOf(
  line: { unitPrice: number; quantity: number; discount: number; tax: number; refunded: number },
  pieces: number,
): number {
  // The currency does not matter for integer arithmetic: one amount of minor units in, one out.
  const paid = money(line.unitPrice * line.quantity - line.discount + line.tax, 'USD');
  const upTo = (count: number) => fraction(paid, count, line.quantity).amountMinor;
  return upTo(line.refunded + pieces) - upTo(line.refunded);
}
