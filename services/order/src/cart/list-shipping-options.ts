import type { order } from '@tradewind/contracts/schemas';
import { type Money, subtract, sum } from '@tradewind/money';
import { invalid } from '../access.ts';
import { priceCart } from '../promotion/price-cart.ts';
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
  const pricedWith = (price: Money | null) => priceCart(ctx, { cart, lines, email: null, deliveryPrice: () => price });
  const { discounts, grants } = await pricedWith(null);
  const value = subtract(subtotalOf(lines, cart.currency), sum(discounts, cart.currency));
  const items = shippingOptions(delivery.value, input, parcelOf(lines, value));
  if (!items) throw invalid('country', 'is not delivered to');
  if (grants.every(({ promotion }) => promotion.effect.kind !== 'free_delivery')) return { items, nextCursor: null };
  const reduced = items.map(async (option) => {
    const { shippingDiscount } = await pricedWith(option.price);
    return { ...option, price: subtract(option.price, shippingDiscount) };
  });
  return { items: await Promise.all(reduced), nextCursor: null };
}
