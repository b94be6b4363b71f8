import { money } from '@tradewind/money';
import { describe, expect, it } from 'vitest';
import type { Cart, CartItem } from '#gateway/procedures.ts';
import { type CartLine, quantityOf, viewCart } from './cart-view.ts';

function line(name: string, price: number): CartLine {
  return {
    variantId: `var_${name}`,
    sku: name.toUpperCase(),
    title: name,
    variantTitle: '',
    productSlug: name,
    unitPrice: money(price, 'USD'),
    image: null,
    available: 9,
  };
}

function item(name: string, price: number, quantity: number): CartItem {
  return { ...line(name, price), id: `cit_${name}`, quantity, total: money(price * quantity, 'USD'), discount: money(0, 'USD') };
}

function cart(items: CartItem[], discount = 0): Cart {
  const subtotal = items.reduce((total, each) => total + each.total.amountMinor, 0);
  return {
    id: 'crt_1',
    token: null,
    currency: 'USD',
    items,
    promotions: [],
    giftCards: [],
    storeCredit: null,
    covered: money(0, 'USD'),
    toPay: money(subtotal - discount, 'USD'),
    subtotal: money(subtotal, 'USD'),
    discount: money(discount, 'USD'),
    total: money(subtotal - discount, 'USD'),
  };
}

describe('the view of a cart', () => {
  it("is the server's own while nothing is under way", () => {
    const server = cart([item('tea', 500, 2)], 100);
    expect(viewCart(server, [])).toEqual({
      currency: 'USD',
      items: server.items,
      count: 2,
      promotions: [],
      giftCards: [],
      storeCredit: null,
      subtotal: money(1000, 'USD'),
      discount: money(100, 'USD'),
      total: money(900, 'USD'),
    });
    expect(viewCart(null, [])).toBeNull();
  });

  it('shows a first thing before there is a cart', () => {
    const view = viewCart(null, [{ line: line('tea', 500), quantity: 3 }]);
    expect([view?.count, view?.total.amountMinor]).toEqual([3, 1500]);
  });

  it('adds up what it shows: changed, added and removed lines', () => {
    const server = cart([item('tea', 500, 2), item('cup', 1250, 1)]);
    const view = viewCart(server, [
      { line: line('tea', 500), quantity: 5 },
      { line: line('cup', 1250), quantity: 0 },
      { line: line('pot', 4000), quantity: 1 },
    ]);
    expect(view?.items.map((each) => [each.title, each.quantity, each.total.amountMinor])).toEqual([
      ['tea', 5, 2500],
      ['pot', 1, 4000],
    ]);
    expect(view?.total.amountMinor).toBe(6500);
  });

  it('shows the same when the server has answered and the change is not yet gone', () => {
    const change = { line: line('tea', 500), quantity: 3 };
    const before = viewCart(cart([item('tea', 500, 2)]), [change]);
    const between = viewCart(cart([item('tea', 500, 3)]), [change]);
    expect(between).toEqual(before);
    expect(quantityOf(between, 'var_tea')).toBe(3);
  });

  it('waits for the server with what is priced in another currency', () => {
    const view = viewCart(cart([item('tea', 500, 2)]), [{ line: { ...line('pot', 4000), unitPrice: money(3_500, 'EUR') }, quantity: 2 }]);
    expect(view?.items.map((each) => each.total)).toEqual([money(1_000, 'USD'), money(0, 'USD')]);
    expect(view?.total).toEqual(money(1_000, 'USD'));
  });

  it('never goes below zero when a discount is greater than what is left', () => {
    const view = viewCart(cart([item('tea', 500, 2)], 800), [{ line: line('tea', 500), quantity: 1 }]);
    expect(view?.total.amountMinor).toBe(500);
  });
});
