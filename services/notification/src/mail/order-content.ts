import type { credit as creditSchemas, order as orderSchemas } from '@tradewind/contracts/schemas';
import { formatMoney, type Money } from '@tradewind/money';
import { z } from 'zod';
import type { MailContent } from './mail-content.ts';
import { addressLines, orderButton, orderItems, orderReason, orderSums, trackButton } from './order-parts.ts';

type OrderMail = orderSchemas.OrderMail;

const replaced = z.object({ returnNumber: z.string() });

/** What an order is confirmed with: it is paid for, or sends something anew. */
function opening(order: OrderMail): Pick<MailContent, 'subject' | 'preview' | 'heading' | 'paragraphs'> {
  const { data } = replaced.safeParse(order.timeline.find(({ type }) => type === 'placed')?.data.replaces);
  if (data) {
    const text = `With order ${order.number} we send you anew what ${data.returnNumber} is about. It costs you nothing.`;
    return { subject: `We send ${data.returnNumber} anew`, preview: text, heading: 'It comes again', paragraphs: [text] };
  }
  return {
    subject: `Order ${order.number} is confirmed`,
    preview: `Thank you! ${formatMoney(order.totals.total)} paid, and we are packing.`,
    heading: `Thank you, ${order.shippingAddress.name}`,
    paragraphs: [`Your order ${order.number} is paid for, and we are packing it. We write again when it is on its way.`],
  };
}

/** The order stands: what it holds, what it cost, where it goes. */
export function orderConfirmedContent(order: OrderMail, storefront: string): MailContent {
  return {
    ...opening(order),
    button: orderButton(order, storefront),
    items: orderItems(order),
    sums: orderSums(order),
    facts: [
      { label: 'Goes to', lines: addressLines(order.shippingAddress) },
      { label: 'Delivery', lines: [order.shippingOption.name, order.shippingOption.estimate] },
    ],
    reason: orderReason,
  };
}

/** A parcel left: what is in it, and who carries it. @throws when the order does not know the shipment. */
export function orderShippedContent(order: OrderMail, shipmentId: string, storefront: string): MailContent {
  const shipment = order.shipments.find(({ id }) => id === shipmentId);
  if (shipment === undefined) throw new Error(`order ${order.id} has no shipment ${shipmentId}`);
  const { carrier, trackingNumber, items } = shipment;
  const isAll = order.fulfilmentStatus !== 'partial';
  const tracking = [carrier, trackingNumber && `Tracking number ${trackingNumber}`].filter((line) => line !== null);
  return {
    subject: isAll ? `Order ${order.number} is on its way` : `A part of order ${order.number} is on its way`,
    preview: carrier === null ? 'Your parcel has left us.' : `Your parcel has left us with ${carrier}.`,
    heading: 'It is on its way',
    paragraphs: [
      isAll
        ? `The parcel with your order ${order.number} has left us.`
        : `A parcel of your order ${order.number} has left us. The rest follows in another one.`,
    ],
    button: trackButton(shipment, storefront),
    items: orderItems(order, new Map(items.map(({ itemId, quantity }) => [itemId, quantity]))),
    facts: [
      ...(tracking.length === 0 ? [] : [{ label: 'Carrier', lines: tracking.filter((line) => line !== '') }]),
      { label: 'Goes to', lines: addressLines(order.shippingAddress) },
    ],
    reason: orderReason,
  };
}

/** The order was given up after it had been paid for, or its customer had been asked to. */
export function orderCancelledContent(order: OrderMail, toRefund: Money, storefront: string): MailContent {
  const nothing = order.totals.paid.amountMinor === 0 ? 'Nothing was charged.' : 'Nothing is left to be paid back.';
  const refund =
    toRefund.amountMinor === 0
      ? nothing
      : `We are paying back ${formatMoney(toRefund)} the way you paid; your bank may take some days to show it.`;
  return {
    subject: `Order ${order.number} is cancelled`,
    preview: refund,
    heading: 'Your order is cancelled',
    paragraphs: [`Your order ${order.number} is cancelled, and nothing of it will be sent.`, refund],
    button: orderButton(order, storefront),
    items: orderItems(order),
    reason: orderReason,
  };
}

interface Refunded {
  readonly amount: Money;
  readonly totalRefunded: Money;
  readonly to?: creditSchemas.RefundTo | undefined;
}

/** When money will be seen where it went. */
function whenSeen({ credit, totals }: OrderMail): string {
  const byCredit = credit.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  // What it costs less since it was changed had been paid, too.
  if (byCredit > 0 && byCredit === Math.max(totals.total.amountMinor, totals.paid.amountMinor)) return 'It is there already.';
  const bank = 'Your bank may take five to ten days to show it';
  return byCredit === 0 ? `${bank}.` : `${bank}; what goes back to a gift card or store credit is there already.`;
}

function asCredit(order: OrderMail, refund: Refunded, storefront: string): MailContent {
  const amount = formatMoney(refund.amount);
  const paragraph =
    order.token !== null
      ? `We give you back ${amount} of your order ${order.number} as a gift card. Its code comes in a mail of its own.`
      : `We have put ${amount} of your order ${order.number} on your store credit. Choose to pay with it in your cart.`;
  const subject = `${amount} of order ${order.number} is yours to spend`;
  return { ...back(order, refund, storefront), subject, preview: paragraph, heading: subject, paragraphs: [paragraph] };
}

/** Money is on its way back. */
export function orderRefundedContent(order: OrderMail, refund: Refunded, storefront: string): MailContent {
  return refund.to === 'store_credit' ? asCredit(order, refund, storefront) : back(order, refund, storefront);
}

function back(order: OrderMail, refund: Refunded, storefront: string): MailContent {
  const amount = formatMoney(refund.amount);
  return {
    subject: `We paid back ${amount} of order ${order.number}`,
    preview: `${amount} goes back the way you paid.`,
    heading: `${amount} is on its way back`,
    paragraphs: [`We have paid back ${amount} of your order ${order.number} the way you paid. ${whenSeen(order)}`],
    button: orderButton(order, storefront),
    sums: [
      { label: 'Order total', amount: formatMoney(order.totals.total) },
      { label: 'Paid back with this', amount },
      { label: 'Paid back in all', amount: formatMoney(refund.totalRefunded) },
    ],
    reason: orderReason,
  };
}
