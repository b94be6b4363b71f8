import type { order as orderSchemas, returns } from '@tradewind/contracts/schemas';
import type { MailContent } from './mail-content.ts';
import { addressLines, orderButton, orderItems, orderReason } from './order-parts.ts';

type OrderMail = orderSchemas.OrderMail;

/** @throws when the order does not know the return */
function returnOf(order: OrderMail, returnId: string): returns.OrderReturn {
  const found = order.returns.find(({ id }) => id === returnId);
  if (found === undefined) throw new Error(`order ${order.id} has no return ${returnId}`);
  return found;
}

/** What all mails about a return have. */
function parts(order: OrderMail, { items }: returns.OrderReturn, storefront: string) {
  return {
    button: orderButton(order, storefront),
    items: orderItems(order, new Map(items.map(({ itemId, quantity }) => [itemId, quantity]))),
    reason: orderReason,
  };
}

/** We know that something is to come back, and look at it. */
export function returnRequestedContent(order: OrderMail, returnId: string, storefront: string): MailContent {
  const found = returnOf(order, returnId);
  return {
    subject: `We got your return ${found.number}`,
    preview: 'We look at it and write again.',
    heading: 'We got your return',
    paragraphs: [
      `You asked to return something of your order ${order.number}. We look at it and write again, with how to send it.`,
      'Please keep it until then.',
    ],
    ...parts(order, found, storefront),
  };
}

/** How it is sent. */
export function returnApprovedContent(order: OrderMail, returnId: string, storefront: string): MailContent {
  const found = returnOf(order, returnId);
  return {
    subject: `How to send back ${found.number}`,
    preview: `Write ${found.number} on the parcel and send it to us.`,
    heading: 'Please send it back',
    paragraphs: [
      'Put it into a parcel, the original packaging if you still have it, and keep the receipt of the carrier.',
      `Write the number ${found.number} on the parcel, so that we know it is yours. You get the money back the way you paid once we have it.`,
    ],
    facts: [
      { label: 'Return number', lines: [found.number] },
      { label: 'Send it to', lines: addressLines(order.returnAddress) },
    ],
    ...parts(order, found, storefront),
  };
}

/** It need not come back. */
export function returnWaivedContent(order: OrderMail, returnId: string, storefront: string): MailContent {
  const found = returnOf(order, returnId);
  return {
    subject: `You need not send back ${found.number}`,
    preview: 'We pay you back without a parcel.',
    heading: 'You need not send it back',
    paragraphs: [
      `We looked at what you wrote about your order ${order.number}, and are sorry that it was not right.`,
      'What you have not sent yet need not come back. You get the money back the way you paid, and we write again when it is on its way.',
    ],
    ...parts(order, found, storefront),
  };
}

/** Why it is not taken on. */
export function returnRejectedContent(order: OrderMail, returnId: string, storefront: string): MailContent {
  const found = returnOf(order, returnId);
  return {
    subject: `Your return ${found.number} was not accepted`,
    preview: found.decision ?? 'We cannot take it back.',
    heading: 'We cannot take it back',
    paragraphs: [
      `We looked at your return ${found.number} of order ${order.number}, and cannot accept it.`,
      ...(found.decision === null ? [] : [found.decision]),
    ],
    ...parts(order, found, storefront),
  };
}
