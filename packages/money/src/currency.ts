/** Decimal places of each currency the shop can trade in. Source: ISO 4217, list one. */
const decimals = {
  AUD: 2,
  CAD: 2,
  CHF: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  KWD: 3,
  SEK: 2,
  USD: 2,
} as const;

export type Currency = keyof typeof decimals;

export const currencies = Object.keys(decimals) as [Currency, ...Currency[]];

export function isCurrency(value: string): value is Currency {
  return Object.hasOwn(decimals, value);
}

/** How many decimal places the minor unit of a currency stands for: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): number {
  return decimals[currency];
}
