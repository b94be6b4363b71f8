import type { order } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { type Place, parcelOf, shippingOptions } from '../totals/shipping.ts';
import { subtotalOf } from '../totals/totals.ts';
import { type CartKey, loadOpenCart } from './cart-store.ts';
import { currentLines } from './current-lines.ts';

/** How the cart could be sent to a place, and for how much. @throws NOT_FOUND, CART_COMPLETED, INVALID_INPUT naming `country` */
export async function listShippingOptions(
  ctx: Services,
  input: CartKey & Place,
): Promise<{ items: order.ShippingOption[]; nextCursor: null }> {
  const cart = await loadOpenCart(ctx.db, input);
  const lines = await currentLines(ctx, cart);
  const { delivery } = await ctx.settings.current();
  const items = shippingOptions(delivery.value, input, parcelOf(lines, subtotalOf(lines, cart.currency)));
  if (!items) throw invalid('country', 'is not delivered to');
  return { items, nextCursor: null };
}
