import { type Currency, decimalsOf, type Money, money } from '@tradewind/money';

/** A hundred million major units and a hundredfold for good measure: far inside the safe integers. */
const mostDigits = 13;

/**
 * An amount as people type it (`19.99`, `1,999.5`, `$5`), digit by digit and never as a float, in minor units.
 * Null when it is no amount of this currency: too many decimals, a sign, a comma that does not stand between thousands.
 */
export function parseMoney(text: string, currency: Currency): Money | null {
  const plain = text.trim().replace(/^[$€£¥]\s*/, '');
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/.exec(plain);
  const [, whole = '', part = ''] = match ?? [];
  const places = decimalsOf(currency);
  if (!match || whole + part === '' || part.length > places) return null;
  const digits = `${whole.replaceAll(',', '')}${part.padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > mostDigits) return null;
  return money(Number(digits), currency);
}

/** What to say when an amount cannot be read. */
export function moneyHelp(currency: Currency): string {
  const places = decimalsOf(currency);
  return `Enter an amount such as ${places === 0 ? '1999' : `19.${'9'.repeat(places)}`}`;
}
