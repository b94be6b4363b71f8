import type { order, primitives } from '@tradewind/contracts/schemas';
import { type Currency, compare, fraction, type Money, money, zero } from '@tradewind/money';

type Country = (typeof primitives.countries)[number];
type ShippingOption = order.ShippingOption;

/** Prices of a parcel within the United States, and from which subtotal the standard one is free; minor units. */
const rates = {
  AUD: { standard: 899, express: 2199, freeFrom: 11_000 },
  CAD: { standard: 799, express: 1999, freeFrom: 10_000 },
  CHF: { standard: 590, express: 1490, freeFrom: 7_000 },
  EUR: { standard: 549, express: 1399, freeFrom: 7_000 },
  GBP: { standard: 499, express: 1299, freeFrom: 6_000 },
  JPY: { standard: 800, express: 2000, freeFrom: 10_000 },
  KWD: { standard: 1_800, express: 4_600, freeFrom: 23_000 },
  SEK: { standard: 5_900, express: 14_900, freeFrom: 79_000 },
  USD: { standard: 599, express: 1499, freeFrom: 7_500 },
} as const satisfies Record<Currency, { standard: number; express: number; freeFrom: number }>;

/** What the way to each country makes of those prices, in percent, and how long it takes. */
const destinations = {
  US: { percent: 100, standard: '3–5 business days', express: '1–2 business days' },
  CA: { percent: 150, standard: '4–7 business days', express: '2–3 business days' },
  GB: { percent: 160, standard: '5–8 business days', express: '2–4 business days' },
  DE: { percent: 160, standard: '5–8 business days', express: '2–4 business days' },
  FR: { percent: 160, standard: '5–8 business days', express: '2–4 business days' },
  JP: { percent: 180, standard: '6–10 business days', express: '3–5 business days' },
} as const satisfies Record<Country, { percent: number; standard: string; express: string }>;

/** The ways to send a parcel of this subtotal to a country, cheapest first, priced in the subtotal's currency. */
export function shippingOptions(country: Country, subtotal: Money): ShippingOption[] {
  const { currency } = subtotal;
  const rate = rates[currency];
  const destination = destinations[country];
  const price = (amount: number) => fraction(money(amount, currency), destination.percent, 100);
  const free = compare(subtotal, money(rate.freeFrom, currency)) >= 0;
  return [
    { id: 'standard', name: 'Standard', price: free ? zero(currency) : price(rate.standard), estimate: destination.standard },
    { id: 'express', name: 'Express', price: price(rate.express), estimate: destination.express },
  ];
}
