import { type Currency, decimalsOf } from './currency.ts';
import type { Money } from './money.ts';

const formatters = new Map<string, Intl.NumberFormat>();

/** A formatter costs thirty times what using it does, so each is made once; there are as many as currencies times languages. */
function formatterOf(locale: string, currency: Currency): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formatters.set(key, known);
  return known;
}

/** For people: `$19.99`, `¥1,999`, `KWD 1.999`. */
export function formatMoney(value: Money, locale = 'en-US'): string {
  return formatterOf(locale, value.currency).format(value.amountMinor / 10 ** decimalsOf(value.currency));
}

/** For machines: `19.99`, `1999`, `1.999`, exact at any size. */
export function toDecimalString(value: Money): string {
  const places = decimalsOf(value.currency);
  const sign = value.amountMinor < 0 ? '-' : '';
  const digits = Math.abs(value.amountMinor)
    .toString()
    .padStart(places + 1, '0');
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
