import { type Currency, type Money, toDecimalString } from '@tradewind/money';
import { moneyHelp, parseMoney } from '#money/parse-money.ts';

/** Prices in other currencies as they are typed; empty in one that it is not sold in. */
export type PricesDraft = Readonly<Partial<Record<Currency, string>>>;

export function pricesDraft(prices: readonly Money[]): PricesDraft {
  return Object.fromEntries(prices.map((price) => [price.currency, toDecimalString(price)]));
}

/** What is to be sent for a draft, or what is wrong, by currency. */
export function pricesInput(draft: PricesDraft): { prices: Money[] } | { errors: Readonly<Partial<Record<Currency, string>>> } {
  const errors: Partial<Record<Currency, string>> = {};
  // The cast: the keys are currencies by the type of the draft.
  const prices = (Object.entries(draft) as [Currency, string][]).flatMap(([currency, text]) => {
    if (text.trim() === '') return [];
    const price = parseMoney(text, currency);
    if (!price) errors[currency] = moneyHelp(currency);
    return price ?? [];
  });
  return Object.keys(errors).length > 0 ? { errors } : { prices };
}
