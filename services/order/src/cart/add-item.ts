import { newId, type VariantId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { invalid, repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { addLine, type CartKey, type CartRow, loadCart, loadOpenCart, maxLines, type VariantForSale } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { changeCart } from './change-cart.ts';
import { forSale } from './current-lines.ts';

export interface AddItemInput extends CartKey {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly idempotencyKey?: string | undefined;
}

/** Checks that a variant may be put into a cart. */
function requireOffer(cart: CartRow, variantId: VariantId, offers: ReadonlyMap<string, VariantForSale>): VariantForSale {
  const offer = offers.get(variantId);
  if (!offer) throw invalid('variantId', 'is not for sale');
  if (offer.price.currency !== cart.currency)
    throw invalid('variantId', `is sold in ${offer.price.currency}, the cart is in ${cart.currency}`);
  if (cart.lines.length >= maxLines && cart.lines.every((line) => line.variantId !== variantId)) {
    throw invalid('variantId', `is one too many: a cart holds ${maxLines} different items`);
  }
  return offer;
}

/**
 * Puts pieces of a variant into a cart; with a line of the same variant they come together, up to 999. Repeatable with a key.
 * @throws INVALID_INPUT naming `variantId` when it is unknown, withdrawn, or sold in another currency; NOT_FOUND; CART_COMPLETED
 */
export async function addItem(ctx: Services, input: AddItemInput): Promise<order.Cart> {
  const { cartId, variantId, quantity } = input;
  // A repeated request is answered although the cart was bought since; a stranger's is refused before that.
  if (input.idempotencyKey !== undefined) await loadCart(ctx.db, input);
  return repeatable(ctx.db, { procedure: 'cart.addItem', scope: cartId, input }, async (claim) => {
    // An earlier try did it and could not say so.
    if (claim.resource !== null) return viewCart(ctx, await loadCart(ctx.db, input));
    return changeCart(ctx, input, async (cart) => {
      const offers = await forSale(ctx, [variantId, ...cart.lines.map((line) => line.variantId)], cart.currency);
      const line = { id: newId('cartItem'), variantId, quantity, snapshot: requireOffer(cart, variantId, offers) };
      const added = await ctx.db.transaction(async (sql) => {
        if (!(await addLine(sql, cartId, line))) return false;
        await claim.attach(sql, line.id);
        if (cart.lines.length === 0)
          await appendEvents(sql, [{ type: 'cart.started', aggregateId: cartId, data: { cartId, currency: cart.currency } }]);
        return true;
      });
      return added ? viewCart(ctx, await loadOpenCart(ctx.db, input), offers) : undefined;
    });
  });
}
