import type { order, primitives } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { shippingOptions } from '../totals/shipping.ts';
import type { CartKey } from './cart-store.ts';
import { getCart } from './get-cart.ts';

type Country = (typeof primitives.countries)[number];

/** How the cart could be sent to a country, and for how much. @throws NOT_FOUND, CART_COMPLETED */
export async function listShippingOptions(
  ctx: Services,
  input: CartKey & { country: Country },
): Promise<{ items: order.ShippingOption[]; nextCursor: null }> {
  const { subtotal } = await getCart(ctx, input);
  return { items: shippingOptions(input.country, subtotal), nextCursor: null };
}
