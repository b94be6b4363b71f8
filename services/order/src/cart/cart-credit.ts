import type { CartId, CreditAccountId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { invalid, repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { addGiftCard, type CartKey, loadCart, loadOpenCart, removeGiftCard, setStoreCredit } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { changeCart } from './change-cart.ts';

/** More cards than this in one cart is a search for one that works. */
const maxCards = 10;

/**
 * Enters the code of a gift card: it pays for the cart from now on. Entered twice it counts once. Repeatable with a key.
 * @throws INVALID_INPUT naming `code`, in words that say why it pays for nothing; RATE_LIMITED; NOT_FOUND; CART_COMPLETED
 */
export async function enterGiftCard(
  ctx: Services,
  input: CartKey & { code: string; idempotencyKey?: string | undefined },
): Promise<order.Cart> {
  // A stranger's request is refused before anything is said of the code.
  await loadCart(ctx.db, input);
  return repeatable(ctx.db, { procedure: 'cart.addGiftCard', scope: input.cartId, input }, async () => {
    const { accountId, lastFour, available } = await ctx.payment.credit.lookUp.mutate({ code: input.code });
    return changeCart(ctx, input, async (cart) => {
      if (available.currency !== cart.currency) throw invalid('code', `is in ${available.currency} and does not pay for ${cart.currency}`);
      const others = cart.giftCards.filter((card) => card.accountId !== accountId);
      if (others.length >= maxCards) throw invalid('code', `is one too many: a cart takes ${maxCards}`);
      if (available.amountMinor === 0 && others.length === cart.giftCards.length) throw invalid('code', 'has nothing left');
      const added = await addGiftCard(ctx.db, cart.id, { accountId, lastFour });
      return added ? viewCart(ctx, await loadOpenCart(ctx.db, input)) : undefined;
    });
  });
}

/** Takes a gift card out again; one that was not entered is out already. @throws NOT_FOUND, CART_COMPLETED */
export function takeOutGiftCard(ctx: Services, input: CartKey & { accountId: CreditAccountId }): Promise<order.Cart> {
  return changeCart(ctx, input, async (cart) => {
    const removed = await removeGiftCard(ctx.db, cart.id, input.accountId);
    return removed ? viewCart(ctx, await loadOpenCart(ctx.db, input)) : undefined;
  });
}

/** Has the customer's store credit pay for the cart, after its gift cards, or not. @throws NOT_FOUND, CART_COMPLETED */
export function useStoreCredit(ctx: Services, input: { cartId: CartId; use: boolean }): Promise<order.Cart> {
  return changeCart(ctx, input, async (cart) => {
    const changed = await setStoreCredit(ctx.db, cart.id, input.use);
    return changed ? viewCart(ctx, await loadOpenCart(ctx.db, input)) : undefined;
  });
}
