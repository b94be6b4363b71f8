import type { order } from '@tradewind/contracts/schemas';
import { subtract, sum } from '@tradewind/money';
import { currentCustomer, invalid } from '../access.ts';
import { openPricing, type PricedCart } from '../promotion/price-cart.ts';
import type { Services } from '../services.ts';
import { type Place, parcelOf, shippingOptions } from '../totals/shipping.ts';
import { subtotalOf } from '../totals/totals.ts';
import { type CartKey, loadOpenCart } from './cart-store.ts';
import { currentLines } from './current-lines.ts';

/** The ways to send a cart's lines to a place, each for what its promotions leave of the price; undefined where nothing is delivered to. */
export async function optionsTo(ctx: Services, priced: PricedCart, to: Place): Promise<order.ShippingOption[] | undefined> {
  const { cart, lines } = priced;
  const { delivery } = await ctx.settings.current();
  const priceWith = await openPricing(ctx, priced);
  const { discounts, grants } = priceWith(() => null);
  const value = subtract(subtotalOf(lines, cart.currency), sum(discounts, cart.currency));
  const options = shippingOptions(delivery.value, to, parcelOf(lines, value));
  if (grants.every(({ promotion }) => promotion.effect.kind !== 'free_delivery')) return options;
  return options?.map((option) => ({ ...option, price: subtract(option.price, priceWith(() => option.price).shippingDiscount) }));
}

/**
 * How the cart could be sent to a place, and for how much, with what promotions take off the delivery.
 * @throws NOT_FOUND, CART_COMPLETED, INVALID_INPUT naming `country`
 */
export async function listShippingOptions(
  ctx: Services,
  input: CartKey & Place,
): Promise<{ items: order.ShippingOption[]; nextCursor: null }> {
  const cart = await loadOpenCart(ctx.db, input);
  const lines = await currentLines(ctx, cart);
  const items = await optionsTo(ctx, { cart, lines, customerId: currentCustomer(), email: null }, input);
  if (!items) throw invalid('country', 'is not delivered to');
  return { items, nextCursor: null };
}
