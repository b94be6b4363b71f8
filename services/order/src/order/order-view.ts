import type { order } from '@tradewind/contracts/schemas';
import { money, multiply } from '@tradewind/money';
import { toldChanges } from '../edit/edit-store.ts';
import type { OrderItemRow, WholeOrder } from './order-store.ts';

/** Timestamps inside of JSON come with an offset and microseconds. */
function instant(text: string): string {
  return new Date(text).toISOString();
}

function toItem(item: OrderItemRow, currency: WholeOrder['currency']): order.OrderItem {
  const { claimedQuantity, ...shown } = item;
  const amount = (minor: number) => money(minor, currency);
  const unitPrice = amount(item.unitPrice);
  return {
    ...shown,
    unitPrice,
    total: multiply(unitPrice, item.quantity),
    discount: amount(item.discount),
    tax: amount(item.tax),
    includedTax: amount(item.includedTax),
  };
}

function toWaitingEdit(
  { id, amount, expiresAt, plan }: NonNullable<WholeOrder['waiting']>,
  currency: WholeOrder['currency'],
): order.WaitingEdit {
  const changesAddress = plan.address !== null;
  return { id, amount: money(amount, currency), expiresAt: instant(expiresAt), lines: toldChanges(plan), changesAddress };
}

/** An order as its customer and staff see it. @param token a guest's, where it may be told */
export function toOrder(whole: WholeOrder, token: string | null = null): order.Order {
  const { currency } = whole;
  const amount = (minor: number) => money(minor, currency);
  return {
    id: whole.id,
    number: whole.number,
    token,
    status: whole.status,
    paymentStatus: whole.paymentStatus,
    fulfilmentStatus: whole.fulfilmentStatus,
    currency,
    email: whole.email,
    shippingAddress: whole.shippingAddress,
    billingAddress: whole.billingAddress,
    shippingOption: whole.shippingOption,
    items: whole.items.map((item) => toItem(item, currency)),
    totals: {
      subtotal: amount(whole.subtotal),
      discount: amount(whole.discount),
      shipping: amount(whole.shipping),
      shippingDiscount: amount(whole.shippingDiscount),
      tax: amount(whole.tax),
      includedTax: amount(whole.includedTax),
      total: amount(whole.total),
      paid: amount(whole.paid),
      refunded: amount(whole.refunded),
    },
    credit: whole.credit.map((paid) => ({ ...paid, amount: amount(paid.amount) })),
    promotions: whole.promotions.map((promotion) => ({ ...promotion, amount: amount(promotion.amount) })),
    shipments: whole.shipments.map((shipment) => ({
      ...shipment,
      items: [...shipment.items],
      shippedAt: instant(shipment.shippedAt),
      deliveredAt: shipment.deliveredAt === null ? null : instant(shipment.deliveredAt),
    })),
    waitingEdit: whole.waiting && toWaitingEdit(whole.waiting, currency),
    timeline: whole.facts.map((fact) => ({ at: instant(fact.at), type: fact.type, data: fact.data })),
    placedAt: whole.placedAt.toISOString(),
  };
}
