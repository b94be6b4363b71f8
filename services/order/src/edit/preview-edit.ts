import type { edits } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { leftOf } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { type LookedAt, lookAtEdit } from './look-at-edit.ts';
import { type EditedLine, isOpen } from './plan-edit.ts';

function toLine({ before, after }: EditedLine, { order, offers }: LookedAt): edits.EditPreview['lines'][number] {
  const { variantId, sku, title, variantTitle, image, quantity } = after;
  const amount = (minor: number) => money(minor, order.currency);
  const unitPrice = amount(after.unitPrice);
  return {
    itemId: before?.id ?? null,
    ...{ variantId, sku, title, variantTitle, image, quantity },
    quantityBefore: before?.quantity ?? 0,
    isOpen: before === null || isOpen(before),
    available: offers.get(variantId)?.available ?? null,
    unitPrice,
    total: amount(after.unitPrice * quantity),
    discount: amount(after.discount),
    tax: amount(after.tax),
  };
}

/**
 * What an edit of an order would come to, without changing anything.
 * @throws NOT_FOUND; INVALID_INPUT naming a line or variant; CONFLICT for an order or a line that cannot be changed, or when nothing would be left
 */
export async function previewEdit(ctx: Services, input: edits.PreviewEditInput): Promise<edits.EditPreview> {
  const looked = await lookAtEdit(ctx, input);
  const { order, plan } = looked;
  const amount = (minor: number) => money(minor, order.currency);
  const { subtotal, discount, tax, includedTax, total } = plan.sums;
  return {
    orderId: order.id,
    version: order.facts.length,
    lines: plan.lines.map((line) => toLine(line, looked)),
    totals: {
      subtotal: amount(subtotal),
      discount: amount(discount),
      shipping: amount(order.shipping),
      shippingDiscount: amount(order.shippingDiscount),
      tax: amount(tax),
      includedTax: amount(includedTax),
      total: amount(total),
    },
    difference: amount(plan.difference),
    refund: amount(Math.max(0, Math.min(-plan.difference, leftOf(order)))),
  };
}
