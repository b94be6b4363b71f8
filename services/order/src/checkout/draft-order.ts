import { createHash } from 'node:crypto';
import { type OutOfStockLine, TradewindError } from '@tradewind/contracts/errors';
import type { OrderId, ReturnId, UserId } from '@tradewind/contracts/ids';
import type { credit, order, primitives, settings } from '@tradewind/contracts/schemas';
import { formatMoney, type Money, subtract, sum, zero } from '@tradewind/money';
import { invalid } from '../access.ts';
import type { CartRow } from '../cart/cart-store.ts';
import { type CurrentLine, currentLines } from '../cart/current-lines.ts';
import { payWith } from '../credit/cover-with.ts';
import type { Granted } from '../promotion/grant-promotions.ts';
import { type PricedCart, priceCart } from '../promotion/price-cart.ts';
import type { Services } from '../services.ts';
import { parcelOf, shippingOptions } from '../totals/shipping.ts';
import { taxRateAt } from '../totals/tax.ts';
import { subtotalOf, type Totals, totalsOf } from '../totals/totals.ts';

/** The return whose pieces an order sends anew, and the order that they were of. */
interface Replaced {
  readonly returnId: ReturnId;
  readonly returnNumber: string;
  readonly orderId: OrderId;
  readonly orderNumber: string;
}

/** What would be ordered: the cart at the prices of now, and where it goes. */
export interface Draft {
  readonly cart: CartRow;
  readonly customerId: UserId | null;
  /** Whether staff have put it together: its customer pays by link, and has longer for it. */
  readonly isByStaff: boolean;
  /** What it sends anew. */
  readonly replaces?: Replaced | undefined;
  readonly email: string;
  readonly shippingAddress: primitives.Address;
  readonly billingAddress: primitives.Address;
  readonly shippingOption: order.ShippingOption;
  readonly lines: readonly CurrentLine[];
  /** What promotions take off. */
  readonly granted: Granted;
  readonly totals: Totals;
  /** What gift cards and store credit pay of the total. */
  readonly credit: readonly credit.PaidByCredit[];
  /** The same for the same lines, prices, addresses, customer and credit. */
  readonly contentHash: string;
}

function hashOf(draft: Omit<Draft, 'contentHash'>): string {
  const { customerId, email, shippingAddress: to, billingAddress: bill, shippingOption, totals } = draft;
  const address = (a: primitives.Address) => [a.name, a.line1, a.line2, a.city, a.region, a.postalCode, a.country, a.phone];
  const lines = draft.lines.map(({ variantId, quantity, unitPrice }) => [variantId, quantity, unitPrice.amountMinor]);
  const promotions = draft.granted.grants.map(({ promotion, amount }) => [promotion.id, amount.amountMinor]);
  const paid = draft.credit.map(({ accountId, amount }) => [accountId, amount.amountMinor]);
  const content = [customerId, email, address(to), address(bill), shippingOption.id, totals.total, lines, promotions, paid];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

interface Destination {
  readonly shippingAddress: primitives.Address;
  readonly shippingOptionId: string;
}

/** Who orders, and where it is to go. */
type Wanted = Destination &
  Pick<Draft, 'customerId' | 'isByStaff' | 'email'> & { readonly billingAddress?: primitives.Address | undefined };

/** The option that was chosen, at its full price for goods of a value. @throws INVALID_INPUT naming `shippingOptionId` or the country */
function chosenOption(
  delivery: settings.DeliverySettings,
  { shippingAddress, shippingOptionId }: Destination,
  parcel: ReturnType<typeof parcelOf>,
): order.ShippingOption {
  const options = shippingOptions(delivery, shippingAddress, parcel);
  if (!options) throw invalid('shippingAddress.country', 'is not delivered to');
  const chosen = options.find((option) => option.id === shippingOptionId);
  if (!chosen) throw invalid('shippingOptionId', `is none of ${options.map((option) => option.id).join(', ')}`);
  return chosen;
}

/**
 * What lines come to at a place: promotions, delivery, taxes.
 * @throws INVALID_INPUT naming `shippingOptionId` or the country
 */
export async function sumUp(
  ctx: Services,
  priced: PricedCart,
  to: Destination,
): Promise<Pick<Draft, 'granted' | 'totals' | 'shippingOption'>> {
  const { cart, lines } = priced;
  const { delivery, tax } = await ctx.settings.current();
  const optionFor = (value: Money) => chosenOption(delivery.value, to, parcelOf(lines, value));
  const granted = await priceCart(ctx, priced, (value) => optionFor(value).price);
  const none = zero(cart.currency);
  const taxed = lines.map(({ unitPrice, quantity, offer }, index) => ({
    unitPrice,
    quantity,
    taxClass: offer.taxClass,
    discount: granted.discounts[index] ?? none,
  }));
  const value = subtract(subtotalOf(taxed, cart.currency), sum(granted.discounts, cart.currency));
  const shippingOption = optionFor(value);
  const totals = totalsOf({
    lines: taxed,
    delivery: { price: shippingOption.price, discount: granted.shippingDiscount },
    rateOf: (taxClass) => taxRateAt(tax.value, to.shippingAddress, taxClass),
  });
  return { granted, totals, shippingOption };
}

/**
 * Prices a cart for checkout.
 * @throws CONFLICT for an empty cart; INVALID_INPUT naming `shippingOptionId` or the country
 */
export async function draftOrder(ctx: Services, cart: CartRow, wanted: Wanted): Promise<Draft> {
  if (cart.lines.length === 0) throw new TradewindError('CONFLICT', 'The cart is empty.');
  const { customerId, isByStaff, email, shippingAddress } = wanted;
  const lines = await currentLines(ctx, cart);
  const sums = await sumUp(ctx, { cart, lines, customerId, email }, wanted);
  const draft = {
    cart,
    customerId,
    isByStaff,
    email,
    shippingAddress,
    billingAddress: wanted.billingAddress ?? shippingAddress,
    lines,
    ...sums,
    credit: await payWith(ctx, cart, sums.totals.total),
  };
  return { ...draft, contentHash: hashOf(draft) };
}

/**
 * Whether the order would cost what the shopper was shown. A code that has gone since it was entered is not passed over in silence,
 * unless the shopper was shown the total without it.
 * @throws CONFLICT with the totals of now
 */
export function requireExpected({ totals, granted }: Draft, expected: Money | undefined): void {
  const { subtotal, discount, shipping, tax, total } = totals;
  const extras = { totals: { subtotal, discount, shipping, tax, total } };
  if (expected !== undefined) {
    if (expected.currency === total.currency && expected.amountMinor === total.amountMinor) return;
    throw new TradewindError('CONFLICT', `The order would cost ${formatMoney(total)} now, not ${formatMoney(expected)}.`, extras);
  }
  const gone = granted.refusals.find(({ promotion, isGone }) => promotion.code !== null && isGone);
  if (gone)
    throw new TradewindError(
      'CONFLICT',
      `The code ${gone.promotion.code} ${gone.reason}. Without it the order costs ${formatMoney(total)}.`,
      extras,
    );
}

/**
 * Whether gift cards and store credit pay what the shopper was shown.
 * @throws CONFLICT naming what they pay now
 */
export function requireCredit({ credit: paid, totals: { total } }: Draft, expected: Money | undefined): void {
  const covered = sum(
    paid.map(({ amount }) => amount),
    total.currency,
  );
  if (expected === undefined || (expected.currency === covered.currency && expected.amountMinor === covered.amountMinor)) return;
  const names = paid.map(({ kind, lastFour, amount }) =>
    kind === 'gift_card'
      ? `the gift card that ends in ${lastFour} pays ${formatMoney(amount)}`
      : `store credit pays ${formatMoney(amount)}`,
  );
  const now = names.length > 0 ? names.join(', ') : 'no gift card and no store credit pays anything';
  throw new TradewindError('CONFLICT', `The balance has changed: ${now}, not ${formatMoney(expected)} in all. Nothing was charged.`);
}

/** The lines of which there is too little just now. The reservation decides in the end, this spares it the hopeless ones. */
export function shortLines({ lines }: Draft): OutOfStockLine[] {
  return lines
    .filter(({ offer, quantity }) => offer.available < quantity)
    .map(({ variantId, quantity, offer }) => ({ variantId, sku: offer.sku, requested: quantity, available: Math.max(0, offer.available) }));
}
