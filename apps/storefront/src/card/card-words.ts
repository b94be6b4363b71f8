import type { SavedCard } from '#gateway/procedures.ts';

const brands: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** "Visa ending in 4242". */
export function cardName({ brand, lastFour }: SavedCard): string {
  return `${brands[brand] ?? 'Card'} ending in ${lastFour}`;
}

/** A card is good until the end of its month. */
export function hasExpired({ expiresMonth, expiresYear }: SavedCard, now: Date): boolean {
  return now >= new Date(expiresYear, expiresMonth);
}

/** "Expires 05/2030". */
export function expiryText(card: SavedCard, now: Date): string {
  const month = `${String(card.expiresMonth).padStart(2, '0')}/${card.expiresYear}`;
  return hasExpired(card, now) ? `Expired ${month}` : `Expires ${month}`;
}
