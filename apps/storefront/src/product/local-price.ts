import type { Currency, Money } from '@tradewind/money';

interface Priced {
  readonly price: Money;
  readonly prices: readonly Money[];
}

/** What something costs in a currency; in its own where it is not sold in that, or nobody has chosen one. */
export function localPrice({ price, prices }: Priced, currency: Currency | undefined): Money {
  return prices.find((other) => other.currency === currency) ?? price;
}
