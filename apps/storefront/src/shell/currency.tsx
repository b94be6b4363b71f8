'use client';

import { type Currency, isCurrency } from '@tradewind/money';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';

const cookie = 'tradewind-storefront.currency';
const yearSeconds = 365 * 24 * 3600;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What a Cookie header says, where it names a currency. */
export function currencyIn(cookies: string): Currency | undefined {
  const pair = cookies.split(/; */).find((part) => part.startsWith(`${cookie}=`));
  const value = pair?.slice(cookie.length + 1) ?? '';
  return isCurrency(value) ? value : undefined;
}

/** Pages are the same for everybody: this cookie is read in the browser alone. */
export function rememberCurrency(currency: Currency): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser, and asynchronous
  document.cookie = `${cookie}=${currency}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`;
  for (const listener of listeners) listener();
}

const Usual = createContext<Currency | undefined>(undefined);

/** @param props.usual what somebody sees who has chosen nothing */
export function CurrencyProvider({ usual, children }: { readonly usual: Currency | undefined; readonly children: ReactNode }) {
  return <Usual value={usual}>{children}</Usual>;
}

/** What prices are shown in, and a new cart is made in. */
export function useCurrency(): Currency | undefined {
  const usual = use(Usual);
  const chosen = useSyncExternalStore(
    subscribe,
    () => currencyIn(document.cookie),
    () => undefined,
  );
  return chosen ?? usual;
}
