import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type VariantId } from '@tradewind/contracts/ids';
import type { settings } from '@tradewind/contracts/schemas';
import { fraction, money } from '@tradewind/money';
import { invalid } from '../access.ts';
import type { VariantForSale } from '../cart/cart-store.ts';
import type { Offers } from '../cart/current-lines.ts';
import type { OrderItemRow, OrderRow } from '../order/order-store.ts';
import { type TaxRate, taxOn, taxRateAt } from '../totals/tax.ts';
import { rateOfLine } from './line-rate.ts';

export interface Changes {
  readonly items: readonly { readonly itemId: Id<'orderItem'>; readonly quantity: number }[];
  readonly added: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/** A line before and after an edit; one that is removed has no pieces after it. */
export interface EditedLine {
  readonly before: OrderItemRow | null;
  readonly after: OrderItemRow;
  /** In thousandths of a percent. */
  readonly rate: number;
}

/** What an order would be after an edit. Amounts are minor units. */
export interface Plan {
  readonly lines: readonly EditedLine[];
  readonly sums: Pick<OrderRow, 'subtotal' | 'discount' | 'tax' | 'includedTax' | 'total'>;
  /** Pieces more than before. */
  readonly itemCountChange: number;
  /** The new total less the one before. */
  readonly difference: number;
}

/** Whether a line can be changed: nothing of it was shipped or given back, so that its pieces still cost what they cost together. */
export function isOpen({ fulfilledQuantity, refundedQuantity, withdrawnQuantity }: OrderItemRow): boolean {
  return fulfilledQuantity + refundedQuantity + withdrawnQuantity === 0;
}

/** @throws INVALID_INPUT naming a line that the order does not have, or that is named twice; CONFLICT for one that cannot be changed */
function wantedOf(items: readonly OrderItemRow[], changes: Changes): Map<string, number> {
  const wanted = new Map<string, number>();
  changes.items.forEach(({ itemId, quantity }, index) => {
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw invalid(`items.${index}.itemId`, 'is not an item of this order');
    if (wanted.has(itemId)) throw invalid(`items.${index}.itemId`, 'is there twice');
    if (quantity !== item.quantity && !isOpen(item)) {
      throw new TradewindError('CONFLICT', `Something of ${item.sku} was shipped or given back already.`);
    }
    wanted.set(itemId, quantity);
  });
  return wanted;
}

/** Pieces that were ordered keep the discount that they were given; those that are put on cost their whole price. */
function resized(item: OrderItemRow, quantity: number, rate: TaxRate): OrderItemRow {
  // The currency does not matter for integer arithmetic.
  const discount = fraction(money(item.discount, 'USD'), Math.min(quantity, item.quantity), item.quantity).amountMinor;
  const { tax, includedTax } = taxOn(money(item.unitPrice * quantity - discount, 'USD'), rate);
  return { ...item, quantity, discount, tax: tax.amountMinor, includedTax: includedTax.amountMinor };
}

function newLine({ variantId, sku, title, variantTitle, productSlug, image, price }: VariantForSale, quantity: number): OrderItemRow {
  const texts = { variantId, sku, title, variantTitle, productSlug, image };
  const counts = {
    fulfilledQuantity: 0,
    refundedQuantity: 0,
    withdrawnQuantity: 0,
    claimedQuantity: 0,
    returnedQuantity: 0,
    heldQuantity: 0,
  };
  const amounts = { unitPrice: price.amountMinor, discount: 0, tax: 0, includedTax: 0 };
  return { id: newId('orderItem'), ...texts, quantity, ...amounts, ...counts };
}

interface Known {
  /** Of the variants of which there are to be more. */
  readonly offers: Offers;
  readonly taxes: settings.TaxSettings;
}

type Order = OrderRow & { readonly items: readonly OrderItemRow[] };

/** @throws INVALID_INPUT naming a variant that the order has, that is named twice, or that is not for sale in its currency */
function addedLines(order: Order, { added }: Changes, { offers, taxes }: Known): EditedLine[] {
  const there = new Set<string>(order.items.map(({ variantId }) => variantId));
  return added.map(({ variantId, quantity }, index) => {
    const path = `added.${index}.variantId`;
    if (there.has(variantId)) throw invalid(path, 'is a line of the order already');
    there.add(variantId);
    const offer = offers.get(variantId);
    if (offer?.price.currency !== order.currency) throw invalid(path, `is not for sale in ${order.currency}`);
    const rate = taxRateAt(taxes, order.shippingAddress, offer.taxClass);
    const line = newLine(offer, quantity);
    return { before: null, after: resized(line, quantity, rate), rate: rate.rate };
  });
}

function keptLines(order: Order, changes: Changes, { offers, taxes }: Known): EditedLine[] {
  const wanted = wantedOf(order.items, changes);
  return order.items.map((item) => {
    const { taxClass } = offers.get(item.variantId) ?? {};
    const rate = rateOfLine(item, { taxes, place: order.shippingAddress, taxClass });
    const quantity = wanted.get(item.id) ?? item.quantity;
    return { before: item, after: quantity === item.quantity ? item : resized(item, quantity, rate), rate: rate.rate };
  });
}

/** What a line comes to with the tax that is added, minor units. */
export function costOf({ unitPrice, quantity, discount, tax }: OrderItemRow): number {
  return unitPrice * quantity - discount + tax;
}

/**
 * What an edit makes of an order. Its lines keep the price that was agreed, also for pieces that are put on them; lines that are added
 * cost what they cost today. What was taken off pieces goes with them, and the delivery stays as it was.
 * @throws INVALID_INPUT naming a line or variant; CONFLICT for a line that cannot be changed, or when nothing would be left
 */
export function planEdit(order: Order, changes: Changes, known: Known): Plan {
  const lines = [...keptLines(order, changes, known), ...addedLines(order, changes, known)];
  const change = (of: (item: OrderItemRow) => number) =>
    lines.reduce((sum, { before, after }) => sum + of(after) - (before ? of(before) : 0), 0);
  const difference = change(costOf);
  const total = order.total + difference;
  const toShip = lines.reduce((sum, { after }) => sum + after.quantity - after.withdrawnQuantity, 0);
  if (toShip === 0 || (total === 0 && order.total > 0)) {
    throw new TradewindError('CONFLICT', 'Nothing would be left of the order; cancel it instead.');
  }
  const sums = {
    subtotal: order.subtotal + change(({ unitPrice, quantity }) => unitPrice * quantity),
    discount: order.discount + change(({ discount }) => discount),
    tax: order.tax + change(({ tax }) => tax),
    includedTax: order.includedTax + change(({ includedTax }) => includedTax),
    total,
  };
  return { lines, sums, itemCountChange: change(({ quantity }) => quantity), difference };
}
