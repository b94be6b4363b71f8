import type { Currency } from './currency.ts';

/** An amount in the minor unit of its currency (cents, yen, fils). Always an integer. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: Currency;
}
