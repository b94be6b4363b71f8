import type { order } from '@tradewind/contracts/schemas';
import { multiply, zero } from '@tradewind/money';
import type { Services } from '../services.ts';
import { subtotalOf } from '../totals/totals.ts';
import type { CartRow } from './cart-store.ts';
import { type CurrentLine, currentLines, type Offers } from './current-lines.ts';

function toItem({ id, variantId, quantity, unitPrice, offer }: CurrentLine): order.CartItem {
  const { sku, title, variantTitle, productSlug, image, available } = offer;
  const total = multiply(unitPrice, quantity);
  return { id, variantId, sku, title, variantTitle, productSlug, quantity, unitPrice, total, image, available };
}

/**
 * A cart as its owner sees it, with prices and availability of now.
 * @param known offers that were read a moment ago, so that they are not asked for again
 */
export async function viewCart(ctx: Services, cart: CartRow, known?: Offers): Promise<order.Cart> {
  const { id, currency } = cart;
  const lines = await currentLines(ctx, cart, known);
  const subtotal = subtotalOf(lines, currency);
  return { id, token: null, currency, items: lines.map(toItem), subtotal, discount: zero(currency), total: subtotal };
}
