import type { primitives } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { taxOn } from '../totals/tax.ts';

/** Large enough that no rate of the table is lost in rounding: all of them are whole thousandths of a percent. */
const sample = 100_000;

/** The rate of a place in thousandths of a percent, and whether prices contain it. */
export function taxRateOf({ country, region }: Pick<primitives.Address, 'country' | 'region'>): { rate: number; included: boolean } {
  // What a price of 100% contains at a rate r is 100 r / (100 + r); added to one it is r.
  const { added, included } = taxOn(money(sample, 'USD'), { country, region });
  if (included.amountMinor === 0) return { rate: added.amountMinor, included: false };
  return { rate: Math.round((included.amountMinor * sample) / (sample - included.amountMinor) / 10) * 10, included: true };
}
