import { createHash } from 'node:crypto';
import { type OutOfStockLine, TradewindError } from '@tradewind/contracts/errors';
import type { UserId } from '@tradewind/contracts/ids';
import type { order, primitives } from '@tradewind/contracts/schemas';
import { zero } from '@tradewind/money';
import { currentCustomer, invalid } from '../access.ts';
import type { CartRow } from '../cart/cart-store.ts';
import { type CurrentLine, currentLines } from '../cart/current-lines.ts';
import type { Services } from '../services.ts';
import { parcelOf, shippingOptions } from '../totals/shipping.ts';
import { taxRateAt } from '../totals/tax.ts';
import { subtotalOf, type Totals, totalsOf } from '../totals/totals.ts';

/** What would be ordered: the cart at the prices of now, and where it goes. */
export interface Draft {
  readonly cart: CartRow;
  readonly customerId: UserId | null;
  readonly email: string;
  readonly shippingAddress: primitives.Address;
  readonly billingAddress: primitives.Address;
  readonly shippingOption: order.ShippingOption;
  readonly lines: readonly CurrentLine[];
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
 * @throws CONFLICT for an empty cart; INVALID_INPUT naming `shippingOptionId` or the country
 */
export async function draftOrder(ctx: Services, cart: CartRow, input: order.CheckoutInput): Promise<Draft> {
  if (cart.lines.length === 0) throw new TradewindError('CONFLICT', 'The cart is empty.');
  const lines = await currentLines(ctx, cart);
  const none = zero(cart.currency);
  const priced = lines.map(({ unitPrice, quantity, offer }) => ({ unitPrice, quantity, taxClass: offer.taxClass, discount: none }));
  const { shippingAddress } = input;
  const { delivery, tax } = await ctx.settings.current();
  const options = shippingOptions(delivery.value, shippingAddress, parcelOf(lines, subtotalOf(priced, cart.currency)));
  if (!options) throw invalid('shippingAddress.country', 'is not delivered to');
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
    totals: totalsOf({
      lines: priced,
      delivery: { price: shippingOption.price, discount: none },
      rateOf: (taxClass) => taxRateAt(tax.value, shippingAddress, taxClass),
    }),
  };
  return { ...draft, contentHash: hashOf(draft) };
}

/** The lines of which there is too little just now. The reservation decides in the end, this spares it the hopeless ones. */
export function shortLines({ lines }: Draft): OutOfStockLine[] {
  return lines
    .filter(({ offer, quantity }) => offer.available < quantity)
    .map(({ variantId, quantity, offer }) => ({ variantId, sku: offer.sku, requested: quantity, available: Math.max(0, offer.available) }));
}
