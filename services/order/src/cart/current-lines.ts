import type { Currency, Money } from '@tradewind/money';
import type { Services } from '../services.ts';
import type { CartLine, CartRow, VariantForSale } from './cart-store.ts';

/** A line at the price of now. */
export interface CurrentLine extends CartLine {
  readonly offer: VariantForSale;
  readonly unitPrice: Money;
}

export type Offers = ReadonlyMap<string, VariantForSale>;

/** What is for sale of these variants just now, by id, priced in a currency where they are sold in it; one call, none for none. */
export async function forSale(ctx: Services, variantIds: readonly VariantForSale['variantId'][], currency: Currency): Promise<Offers> {
  if (variantIds.length === 0) return new Map();
  const { items } = await ctx.product.variant.forSale.query({ variantIds: [...new Set(variantIds)], currency });
  return new Map(items.map((item) => [item.variantId, item]));
}

/** What lines that were put in some time ago do not say. */
const sinceAdded = { categoryIds: [], taxClass: 'standard', weightGrams: 0 } as const;

/** A variant that was withdrawn keeps its last face, with none available. */
function offerOf(line: CartLine, currency: Currency, offers: Offers): VariantForSale {
  const offer = offers.get(line.variantId);
  return offer?.price.currency === currency ? offer : { ...sinceAdded, ...line.snapshot, available: 0 };
}

/**
 * A cart's lines at the prices of now.
 * @param known offers that were read a moment ago, so that they are not asked for again
 */
export async function currentLines(ctx: Services, cart: CartRow, known: Offers = new Map()): Promise<CurrentLine[]> {
  const ids = cart.lines.map((line) => line.variantId);
  const offers = known.size > 0 && ids.every((id) => known.has(id)) ? known : await forSale(ctx, ids, cart.currency);
  return cart.lines.map((line) => {
    const offer = offerOf(line, cart.currency, offers);
    return { ...line, offer, unitPrice: line.ownPrice ?? offer.price };
  });
}
