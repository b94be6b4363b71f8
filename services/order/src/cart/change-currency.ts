import type { order } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { requireCurrency } from '../settings/require-currency.ts';
import { type CartKey, loadOpenCart } from './cart-store.ts';
import { viewCart } from './cart-view.ts';
import { changeCart } from './change-cart.ts';
import { forSale } from './current-lines.ts';

const changeText = `
  UPDATE cart SET currency = $2, version = version + 1, updated_at = now()
  WHERE id = $1 AND version = $3 AND status = 'open' AND order_id IS NULL RETURNING id`;

/**
 * Puts another currency in the place of a cart's: each line costs what it costs in that, nothing is converted.
 * @throws INVALID_INPUT naming `currency` when the shop, or something in the cart, is not sold in it; NOT_FOUND; CART_COMPLETED
 */
export async function changeCurrency(ctx: Services, input: CartKey & { currency: Currency }): Promise<order.Cart> {
  const { currency } = input;
  await requireCurrency(ctx, currency);
  return changeCart(ctx, input, async (cart) => {
    const ids = cart.lines.map((line) => line.variantId);
    const offers = await forSale(ctx, ids, currency);
    const missing = cart.lines.filter((line) => offers.get(line.variantId)?.price.currency !== currency);
    if (missing.length > 0)
      throw invalid('currency', `is not one that ${missing.map(({ snapshot }) => snapshot.title).join(', ')} is sold in`);
    const changed = await ctx.db.rows(changeText, [cart.id, currency, cart.version]);
    return changed.length === 1 ? viewCart(ctx, await loadOpenCart(ctx.db, input), offers) : undefined;
  });
}
