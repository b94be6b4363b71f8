import type { order as orderSchemas, primitives } from '@tradewind/contracts/schemas';
import { formatMoney } from '@tradewind/money';
import type { z } from 'zod';
import type { MailContent } from './mail-content.ts';
import { addressLines, orderItems, orderReason, orderSums, payButton } from './order-parts.ts';

const until = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

interface Requested {
  readonly amount: z.infer<typeof primitives.money>;
  readonly expiresAt: string;
}

/** Staff have made an order, and its customer is asked to pay for it: what it holds, what it costs, until when, and where. */
export function paymentRequestedContent(order: orderSchemas.OrderMail, { amount, expiresAt }: Requested, storefront: string): MailContent {
  const last = until.format(new Date(expiresAt));
  return {
    subject: `Order ${order.number} is ready to be paid for`,
    preview: `We have put it together for you: ${formatMoney(amount)}.`,
    heading: `Your order, ${order.shippingAddress.name}`,
    paragraphs: [
      `We have put order ${order.number} together for you. It is sent when it is paid for.`,
      `We keep it for you until ${last} UTC; after that it is cancelled, and nothing is charged.`,
    ],
    button: payButton(order, storefront, amount),
    items: orderItems(order),
    sums: orderSums(order),
    facts: [
      { label: 'Goes to', lines: addressLines(order.shippingAddress) },
      { label: 'Delivery', lines: [order.shippingOption.name, order.shippingOption.estimate] },
    ],
    reason: orderReason,
  };
}
