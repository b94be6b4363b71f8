import { type Currency, type Money, multiply, subtract, sum, zero } from '@tradewind/money';
import type { Cart, CartItem, CartPromotion } from '#gateway/procedures.ts';

/** What a page knows of a variant before the server has answered. */
export type CartLine = Pick<CartItem, 'variantId' | 'sku' | 'title' | 'variantTitle' | 'productSlug' | 'unitPrice' | 'image' | 'available'>;

/** A change that is on its way: how many of a variant there are to be. Taking effect twice is the same as once. */
export interface CartChange {
  readonly line: CartLine;
  /** 0 removes. */
  readonly quantity: number;
}

/** The cart as the shopper sees it: what the server said last, and the changes under way on top of it. */
export interface CartView {
  readonly currency: Currency;
  readonly items: readonly CartItem[];
  readonly count: number;
  readonly promotions: readonly CartPromotion[];
  readonly subtotal: Money;
  readonly discount: Money;
  readonly total: Money;
  readonly giftCards: Cart['giftCards'];
  readonly storeCredit: Cart['storeCredit'];
}

function applyChange(items: readonly CartItem[], { line, quantity }: CartChange, currency: Currency): CartItem[] {
  const present = items.find((item) => item.variantId === line.variantId);
  if (quantity === 0) return items.filter((item) => item !== present);
  // In a currency that is not the cart's nothing can be added up: the server says what it costs, or that it is not sold in it.
  const unitPrice = line.unitPrice.currency === currency ? line.unitPrice : zero(currency);
  const base: CartItem = present ?? {
    ...line,
    unitPrice,
    id: `cit_${line.variantId}`,
    quantity,
    total: unitPrice,
    discount: zero(currency),
  };
  // What promotions make of it only the server knows.
  const changed = { ...base, quantity, total: multiply(base.unitPrice, quantity), discount: zero(currency) };
  return present ? items.map((item) => (item === present ? changed : item)) : [...items, changed];
}

/**
 * Lays pending changes over the server's cart. Sums are the server's own while nothing is pending, and whole-number sums of
 * the lines while something is, so that they always fit what is shown.
 */
export function viewCart(cart: Cart | null, changes: readonly CartChange[]): CartView | null {
  const currency = cart?.currency ?? changes[0]?.line.unitPrice.currency;
  if (!currency) return null;
  const items = changes.reduce((all, change) => applyChange(all, change, currency), [...(cart?.items ?? [])]);
  const count = items.reduce((total, item) => total + item.quantity, 0);
  const subtotal = sum(
    items.map((item) => item.total),
    currency,
  );
  const promotions = cart?.promotions ?? [];
  const credit = { giftCards: cart?.giftCards ?? [], storeCredit: cart?.storeCredit ?? null };
  if (cart && changes.length === 0) {
    return { currency, items, count, promotions, ...credit, subtotal: cart.subtotal, discount: cart.discount, total: cart.total };
  }
  const discount = cart && cart.discount.amountMinor <= subtotal.amountMinor ? cart.discount : zero(currency);
  return { currency, items, count, promotions, ...credit, subtotal, discount, total: subtract(subtotal, discount) };
}

/** How many of a variant the view holds. */
export function quantityOf(view: CartView | null, variantId: string): number {
  return view?.items.find((item) => item.variantId === variantId)?.quantity ?? 0;
}
