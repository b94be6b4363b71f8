'use client';

import type { Currency, Money } from '@tradewind/money';
import { Price } from '@tradewind/ui/price';
import { useCurrency } from '#shell/currency.tsx';

interface Priced {
  readonly price: Money;
  readonly prices: readonly Money[];
}

/** What something costs in a currency; in its own where it is not sold in that, or nobody has chosen one. */
export function localPrice({ price, prices }: Priced, currency: Currency | undefined): Money {
  return prices.find((other) => other.currency === currency) ?? price;
}

interface LocalPriceProps {
  readonly of: Priced & { readonly compareAtPrice?: Money | null };
  readonly className?: string;
}

/** What something costs in the shopper's currency. */
export function LocalPrice({ of, className }: LocalPriceProps) {
  return <Price value={localPrice(of, useCurrency())} compareAt={of.compareAtPrice} className={className} />;
}
