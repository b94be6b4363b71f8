import type { product, settings } from '@tradewind/contracts/schemas';
import { fraction, type Money, zero } from '@tradewind/money';
import { isNamed, type Place } from './shipping.ts';

const whole = 100_000;

export interface TaxRate {
  /** In thousandths of a percent: 20% is 20,000. */
  readonly rate: number;
  /** Whether prices contain it already. */
  readonly included: boolean;
}

/** The rate of a class of products at a place: the region's own, else the country's; that of standard products where the class has none. */
export function taxRateAt({ countries }: settings.TaxSettings, place: Place, taxClass: product.TaxClass): TaxRate {
  const country = countries.find((entry) => entry.country === place.country);
  const included = country?.included ?? false;
  if (!country || taxClass === 'exempt') return { rate: 0, included };
  const of = (wanted: product.TaxClass) => country.rates.filter((entry) => entry.taxClass === wanted);
  const found = (rates: typeof country.rates) =>
    rates.find(({ regions }) => isNamed(regions, place.region)) ?? rates.find(({ regions }) => regions.length === 0);
  return { rate: (found(of(taxClass)) ?? found(of('standard')))?.rate ?? 0, included };
}

/**
 * The tax on an amount, rounded half away from zero. One of the two is zero: `tax` comes on top of the price, `includedTax` is
 * what it contains already.
 */
export function taxOn(amount: Money, { rate, included }: TaxRate): { tax: Money; includedTax: Money } {
  const none = zero(amount.currency);
  return included
    ? { tax: none, includedTax: fraction(amount, rate, whole + rate) }
    : { tax: fraction(amount, rate, whole), includedTax: none };
}
