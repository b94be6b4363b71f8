import type { PromotionId } from '@tradewind/contracts/ids';
import type { order, promotion } from '@tradewind/contracts/schemas';
import { currentCustomer, invalid, repeatable } from '../access.ts';
import { priceCart } from '../promotion/price-cart.ts';
import { findByCode } from '../promotion/promotion-store.ts';
import type { Services } from '../services.ts';
import { addCode, type CartKey, type CartRow, loadCart, loadOpenCart, removeCode } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { changeCart } from './change-cart.ts';
import { currentLines } from './current-lines.ts';

/** More codes than this in one cart is a search for one that works. */
const maxCodes = 10;

async function findInForce(ctx: Services, cart: CartRow, code: string): Promise<promotion.Promotion> {
  const found = await findByCode(ctx.db, code);
  if (!found) throw invalid('code', 'is not one that we know');
  const promotions = [...cart.promotions.filter(({ id }) => id !== found.id), found];
  if (promotions.length > maxCodes) throw invalid('code', `is one too many: a cart takes ${maxCodes}`);
  const lines = await currentLines(ctx, cart);
  const { refusals } = await priceCart(ctx, { cart: { ...cart, promotions }, lines, customerId: currentCustomer(), email: null });
  const refusal = refusals.find((each) => each.promotion.id === found.id);
  // Whether somebody is in a group can be known at checkout alone.
  if (refusal && found.conditions.groupId === null) throw invalid('code', refusal.reason);
  return found;
}

/**
 * Enters a code: its promotion counts for the cart from now on. Entered twice it counts once. Repeatable with a key.
 * @throws INVALID_INPUT naming `code`, in words that say why it is not in force; NOT_FOUND; CART_COMPLETED
 */
export async function applyPromotion(
  ctx: Services,
  input: CartKey & { code: string; idempotencyKey?: string | undefined },
): Promise<order.Cart> {
  // A stranger's request is refused before anything is said of it.
  await loadCart(ctx.db, input);
  return repeatable(ctx.db, { procedure: 'cart.applyPromotion', scope: input.cartId, input }, () =>
    changeCart(ctx, input, async (cart) => {
      const { id } = await findInForce(ctx, cart, input.code);
      const added = await addCode(ctx.db, cart.id, id);
      return added ? viewCart(ctx, await loadOpenCart(ctx.db, input)) : undefined;
    }),
  );
}

/** Takes a code out again; one that was not entered is out already. @throws NOT_FOUND, CART_COMPLETED */
export function removePromotion(ctx: Services, input: CartKey & { promotionId: PromotionId }): Promise<order.Cart> {
  return changeCart(ctx, input, async (cart) => {
    const removed = await removeCode(ctx.db, cart.id, input.promotionId);
    return removed ? viewCart(ctx, await loadOpenCart(ctx.db, input)) : undefined;
  });
}
