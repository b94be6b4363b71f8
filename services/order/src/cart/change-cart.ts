import { TradewindError } from '@tradewind/contracts/errors';
import { abandonOrder } from '../checkout/abandon-order.ts';
import type { Services } from '../services.ts';
import { type CartKey, type CartRow, cartCompleted, loadOpenCart } from './cart-store.ts';

const attempts = 5;

/**
 * Opens a cart for a change. An order of it that waits for its payment is voided and cancelled first, since it would no
 * longer be what the cart says.
 * @throws NOT_FOUND; CART_COMPLETED also when that order turns out to be paid
 */
export async function openForChange(ctx: Services, key: CartKey): Promise<CartRow> {
  const cart = await loadOpenCart(ctx.db, key);
  if (cart.orderId === null) return cart;
  const outcome = await abandonOrder(ctx, { orderId: cart.orderId, by: 'customer', reason: 'cart-changed' });
  if (outcome === 'paid') throw cartCompleted();
  return loadOpenCart(ctx.db, key);
}

/**
 * Changes a cart: `change` answers undefined when an order of the cart was placed or paid for in the meantime, and is then
 * tried again with the cart as it is by then.
 * @throws CONFLICT when the cart does not come to rest
 */
export async function changeCart<T>(ctx: Services, key: CartKey, change: (cart: CartRow) => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = await change(await openForChange(ctx, key));
    if (result !== undefined) return result;
  }
  throw new TradewindError('CONFLICT', 'The cart is being checked out elsewhere; try again.');
}
