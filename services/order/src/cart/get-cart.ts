import type { order } from '@tradewind/contracts/schemas';
import { requireCustomer } from '../access.ts';
import type { Services } from '../services.ts';
import { type CartKey, findOpenCart, loadOpenCart } from './cart-store.ts';
import { viewCart } from './cart-view.ts';

/** The cart with prices of now. @throws NOT_FOUND, CART_COMPLETED */
export async function getCart(ctx: Services, key: CartKey): Promise<order.Cart> {
  return viewCart(ctx, await loadOpenCart(ctx.db, key));
}

/** The signed-in customer's open cart, or null. */
export async function getCurrentCart(ctx: Services): Promise<order.Cart | null> {
  const cart = await findOpenCart(ctx.db, requireCustomer());
  return cart ? viewCart(ctx, cart) : null;
}
