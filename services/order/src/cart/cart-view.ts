import type { order } from '@tradewind/contracts/schemas';
import { type Currency, isCurrency, money, multiply, zero } from '@tradewind/money';
import type { Services } from '../services.ts';
import { subtotalOf } from '../totals/totals.ts';
import type { CartLine, CartRow, VariantForSale } from './cart-store.ts';

/** What is for sale of these variants just now, by id; one call, none for none. */
export async function forSale(ctx: Services, variantIds: readonly VariantForSale['variantId'][]): Promise<Map<string, VariantForSale>> {
  if (variantIds.length === 0) return new Map();
  const { items } = await ctx.product.variant.forSale.query({ variantIds: [...new Set(variantIds)] });
  return new Map(items.map((item) => [item.variantId, item]));
}

/** A line with its price of now. A variant that was withdrawn keeps its last face, with none available. */
export function currentLine(line: CartLine, currency: Currency, offers: ReadonlyMap<string, VariantForSale>): VariantForSale {
  const offer = offers.get(line.variantId);
  return offer?.price.currency === currency ? offer : { ...line.snapshot, available: 0 };
}

function toCart(cart: CartRow, offers: ReadonlyMap<string, VariantForSale>): order.Cart {
  const items = cart.lines.map((line) => {
    const { sku, title, variantTitle, productSlug, price, image, available } = currentLine(line, cart.currency, offers);
    const unitPrice = money(price.amountMinor, isCurrency(price.currency) ? price.currency : cart.currency);
    return {
      id: line.id,
      variantId: line.variantId,
      sku,
      title,
      variantTitle,
      productSlug,
      quantity: line.quantity,
      unitPrice,
      total: multiply(unitPrice, line.quantity),
      image,
      available,
    };
  });
  const subtotal = subtotalOf(items, cart.currency);
  return { id: cart.id, token: null, currency: cart.currency, items, subtotal, discount: zero(cart.currency), total: subtotal };
}

/**
 * A cart as its owner sees it, with prices and availability of now.
 * @param known offers that were read a moment ago, so that they are not asked for again
 */
export async function viewCart(ctx: Services, cart: CartRow, known: ReadonlyMap<string, VariantForSale> = new Map()): Promise<order.Cart> {
  const ids = cart.lines.map((line) => line.variantId);
  const offers = known.size > 0 && ids.every((id) => known.has(id)) ? known : await forSale(ctx, ids);
  return toCart(cart, offers);
}
