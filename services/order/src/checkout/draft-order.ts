import { createHash } from 'node:crypto';
import { type OutOfStockLine, TradewindError } from '@tradewind/contracts/errors';
import type { UserId } from '@tradewind/contracts/ids';
import type { order, primitives } from '@tradewind/contracts/schemas';
import { currentCustomer, invalid } from '../access.ts';
import type { CartLine, CartRow, VariantForSale } from '../cart/cart-store.ts';
import { currentLine, forSale } from '../cart/cart-view.ts';
import type { Services } from '../services.ts';
import { shippingOptions } from '../totals/shipping.ts';
import { subtotalOf, type Totals, totalsOf } from '../totals/totals.ts';

interface DraftLine extends CartLine {
  readonly offer: VariantForSale;
}

/** What would be ordered: the cart at the prices of now, and where it goes. */
export interface Draft {
  readonly cart: CartRow;
  readonly customerId: UserId | null;
  readonly email: string;
  readonly shippingAddress: primitives.Address;
  readonly billingAddress: primitives.Address;
  readonly shippingOption: order.ShippingOption;
  readonly lines: readonly DraftLine[];
  readonly totals: Totals;
  /** The same for the same lines, prices, addresses and customer. */
  readonly contentHash: string;
}

function hashOf(draft: Omit<Draft, 'contentHash'>): string {
  const { customerId, email, shippingAddress: to, billingAddress: bill, shippingOption, totals } = draft;
  const address = (a: primitives.Address) => [a.name, a.line1, a.line2, a.city, a.region, a.postalCode, a.country, a.phone];
  const lines = draft.lines.map(({ variantId, quantity, offer }) => [variantId, quantity, offer.price.amountMinor]);
  const content = [customerId, email, address(to), address(bill), shippingOption.id, totals.total, lines];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

/**
 * Prices a cart for checkout.
 * @throws CONFLICT for an empty cart; INVALID_INPUT naming `shippingOptionId`
 */
export async function draftOrder(ctx: Services, cart: CartRow, input: order.CheckoutInput): Promise<Draft> {
  if (cart.lines.length === 0) throw new TradewindError('CONFLICT', 'The cart is empty.');
  const offers = await forSale(
    ctx,
    cart.lines.map((line) => line.variantId),
  );
  const lines = cart.lines.map((line) => ({ ...line, offer: currentLine(line, cart.currency, offers) }));
  const priced = lines.map(({ offer, quantity }) => ({ unitPrice: offer.price, quantity }));
  const { shippingAddress } = input;
  const options = shippingOptions(shippingAddress.country, subtotalOf(priced, cart.currency));
  const shippingOption = options.find((option) => option.id === input.shippingOptionId);
  if (!shippingOption) throw invalid('shippingOptionId', `is none of ${options.map((option) => option.id).join(', ')}`);
  const draft = {
    cart,
    customerId: currentCustomer(),
    email: input.email,
    shippingAddress,
    billingAddress: input.billingAddress ?? shippingAddress,
    shippingOption,
    lines,
    totals: totalsOf({ lines: priced, shipping: shippingOption.price, place: shippingAddress }),
  };
  return { ...draft, contentHash: hashOf(draft) };
}

/** The lines of which there is too little just now. The reservation decides in the end, this spares it the hopeless ones. */
export function shortLines({ lines }: Draft): OutOfStockLine[] {
  return lines
    .filter(({ offer, quantity }) => offer.available < quantity)
    .map(({ variantId, quantity, offer }) => ({ variantId, sku: offer.sku, requested: quantity, available: Math.max(0, offer.available) }));
}
