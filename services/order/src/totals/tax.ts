import type { primitives } from '@tradewind/contracts/schemas';
import { fraction, type Money, zero } from '@tradewind/money';

type Country = (typeof primitives.countries)[number];

interface CountryTax {
  /** Whether prices contain it already, as consumers see them in Europe and Japan. */
  readonly included: boolean;
  /** In thousandths of a percent: 20% is 20,000. */
  readonly rate: number;
  /** Where a region has another rate: its code and its name, upper case. */
  readonly regions?: readonly { readonly names: readonly string[]; readonly rate: number }[];
}

/** A flat table: one rate for everything sold, shipping too. State and provincial base rates, without counties and cities. */
const table = {
  US: {
    included: false,
    rate: 0,
    regions: [
      { names: ['CA', 'CALIFORNIA'], rate: 7_250 },
      { names: ['CO', 'COLORADO'], rate: 2_900 },
      { names: ['FL', 'FLORIDA'], rate: 6_000 },
      { names: ['GA', 'GEORGIA'], rate: 4_000 },
      { names: ['IL', 'ILLINOIS'], rate: 6_250 },
      { names: ['MA', 'MASSACHUSETTS'], rate: 6_250 },
      { names: ['NJ', 'NEW JERSEY'], rate: 6_625 },
      { names: ['NY', 'NEW YORK'], rate: 4_000 },
      { names: ['OH', 'OHIO'], rate: 5_750 },
      { names: ['PA', 'PENNSYLVANIA'], rate: 6_000 },
      { names: ['TX', 'TEXAS'], rate: 6_250 },
      { names: ['WA', 'WASHINGTON'], rate: 6_500 },
    ],
  },
  CA: {
    included: false,
    rate: 5_000,
    regions: [
      { names: ['BC', 'BRITISH COLUMBIA'], rate: 12_000 },
      { names: ['MB', 'MANITOBA'], rate: 12_000 },
      { names: ['NB', 'NEW BRUNSWICK'], rate: 15_000 },
      { names: ['NL', 'NEWFOUNDLAND AND LABRADOR'], rate: 15_000 },
      { names: ['NS', 'NOVA SCOTIA'], rate: 14_000 },
      { names: ['ON', 'ONTARIO'], rate: 13_000 },
      { names: ['PE', 'PRINCE EDWARD ISLAND'], rate: 15_000 },
      { names: ['QC', 'QUEBEC', 'QUÉBEC'], rate: 14_975 },
      { names: ['SK', 'SASKATCHEWAN'], rate: 11_000 },
    ],
  },
  GB: { included: true, rate: 20_000 },
  DE: { included: true, rate: 19_000 },
  FR: { included: true, rate: 20_000 },
  JP: { included: true, rate: 10_000 },
} as const satisfies Record<Country, CountryTax>;

const whole = 100_000;

/**
 * The tax on an amount sent to a place. One of the two is zero: `added` comes on top of the prices, `included` is what they
 * contain already.
 */
export function taxOn(amount: Money, place: { country: Country; region?: string | undefined }): { added: Money; included: Money } {
  const entry: CountryTax = table[place.country];
  const region = place.region?.trim().toUpperCase();
  const rate = entry.regions?.find(({ names }) => region !== undefined && names.includes(region))?.rate ?? entry.rate;
  const none = zero(amount.currency);
  return entry.included
    ? { added: none, included: fraction(amount, rate, whole + rate) }
    : { added: fraction(amount, rate, whole), included: none };
}
