import type { order } from '@tradewind/contracts/schemas';
import { subtract, sum } from '@tradewind/money';
import { invalid } from '../access.ts';
import { openPricing } from '../promotion/price-cart.ts';
import type { Services } from '../services.ts';
import { type Place, parcelOf, shippingOptions } from '../totals/shipping.ts';
import { subtotalOf } from '../totals/totals.ts';
import { type CartKey, loadOpenCart } from './cart-store.ts';
import { currentLines } from './current-lines.ts';

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
  const { delivery } = await ctx.settings.current();
  const priceWith = await openPricing(ctx, { cart, lines, email: null });
  const { discounts, grants } = priceWith(() => null);
  const value = subtract(subtotalOf(lines, cart.currency), sum(discounts, cart.currency));
  const items = shippingOptions(delivery.value, input, parcelOf(lines, value));
  if (!items) throw invalid('country', 'is not delivered to');
  if (grants.every(({ promotion }) => promotion.effect.kind !== 'free_delivery')) return { items, nextCursor: null };
  const reduced = items.map((option) => ({ ...option, price: subtract(option.price, priceWith(() => option.price).shippingDiscount) }));
  return { items: reduced, nextCursor: null };
}
