import { TradewindError } from '@tradewind/contracts/errors';
import type { Id } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { type CartKey, loadOpenCart, setLine } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { changeCart } from './change-cart.ts';

/**
 * Sets the pieces of a line, 0 to 999; 0 takes it out.
 * @throws NOT_FOUND for the cart or the line; CART_COMPLETED
 */
export function updateItem(ctx: Services, input: CartKey & { itemId: Id<'cartItem'>; quantity: number }): Promise<order.Cart> {
  const { cartId, itemId, quantity } = input;
  return changeCart(ctx, input, async () => {
    const changed = await setLine(ctx.db, { cartId, itemId, quantity });
    if (!changed.cart) return undefined;
    if (!changed.line) throw new TradewindError('NOT_FOUND', 'The cart has no such item.');
    return viewCart(ctx, await loadOpenCart(ctx.db, input));
  });
}
