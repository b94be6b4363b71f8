import type { settings } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { Place } from '../totals/shipping.ts';
import { type TaxRate, taxOn, taxRateAt } from '../totals/tax.ts';

/** A part of an order whose tax was rounded by itself; minor units. */
export interface TaxedPart {
  /** What was paid for it, without the tax that was added. */
  readonly price: number;
  readonly tax: number;
  readonly includedTax: number;
}

const classes = ['standard', 'reduced', 'exempt'] as const;

/** To the hundredth of a percent, out of what was charged. */
function effective({ price, tax, includedTax }: TaxedPart): number {
  const net = price - includedTax;
  return net === 0 ? 0 : Math.round((10_000 * (tax + includedTax)) / net) * 10;
}

/**
 * The rate that a part was taxed at, in thousandths of a percent. An order keeps the tax and not the rate, so it is the one of the
 * place's rates that gives this very tax; where the rates have changed since, what was charged is told.
 */
export function rateOf(part: TaxedPart, taxes: settings.TaxSettings, place: Place): number {
  const gives = (rate: TaxRate) => {
    // The currency does not matter for integer arithmetic.
    const { tax, includedTax } = taxOn(money(part.price, 'USD'), rate);
    return tax.amountMinor === part.tax && includedTax.amountMinor === part.includedTax;
  };
  const found = classes.map((taxClass) => taxRateAt(taxes, place, taxClass)).find(gives);
  return found?.rate ?? effective(part);
}
