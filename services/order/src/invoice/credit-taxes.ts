import { allocate, fraction, money } from '@tradewind/money';
import type { InvoiceFacts } from './invoice-facts.ts';
import type { InvoiceRow } from './invoice-store.ts';

type Taxes = InvoiceFacts['taxes'];

/** What an order's documents leave to be credited, by rate: what was invoiced, less what was credited. */
export function leftToCredit(issued: readonly InvoiceRow[]): Taxes {
  const sums = new Map<number, { net: number; tax: number }>();
  for (const { kind, facts } of issued) {
    const sign = kind === 'invoice' ? 1 : -1;
    for (const { rate, net, tax } of facts.taxes) {
      const before = sums.get(rate) ?? { net: 0, tax: 0 };
      sums.set(rate, { net: before.net + sign * net, tax: before.tax + sign * tax });
    }
  }
  return [...sums].map(([rate, sum]) => ({ rate, ...sum }));
}

/** Shares an amount out by weights, minor units; no share is more than its weight when the amount is not more than all of them. */
function share(amount: number, weights: readonly number[]): number[] {
  if (amount === 0) return weights.map(() => 0);
  return allocate(money(amount, 'USD'), [...weights]).map(({ amountMinor }) => amountMinor);
}

/**
 * The taxes of a credit note, by rate. What goes back for pieces is of their rates, as far as that is left; the rest is of all rates, in
 * proportion to what is left of each. The last credit note of an order that is given back in full takes exactly what is left.
 * @param all see {@link leftToCredit}; a rate of which more was taken away than there was is left alone
 * @param refund.worth what goes back for pieces, by their rate; minor units
 * @param refund.amount minor units, at most all that is left
 */
export function creditTaxes(all: Taxes, { amount, worth }: { amount: number; worth: ReadonlyMap<number, number> }): Taxes {
  const left = all.filter(({ net, tax }) => net + tax > 0);
  const gross = left.map(({ net, tax }) => net + tax);
  const pieces = left.map(({ rate }, index) => Math.min(worth.get(rate) ?? 0, gross[index] ?? 0));
  const ofPieces = pieces.reduce((sum, one) => sum + one, 0);
  const beside = share(
    Math.max(0, amount - ofPieces),
    gross.map((whole, index) => whole - (pieces[index] ?? 0)),
  );
  const shares = ofPieces > amount ? share(amount, pieces) : pieces.map((one, index) => one + (beside[index] ?? 0));
  return left.flatMap(({ rate, net, tax }, index) => {
    const part = shares[index] ?? 0;
    if (part === 0) return [];
    // The currency does not matter for integer arithmetic.
    const ofTax = fraction(money(tax, 'USD'), part, net + tax).amountMinor;
    return [{ rate, net: part - ofTax, tax: ofTax }];
  });
}
