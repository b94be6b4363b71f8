import type { order as orderSchemas } from '@tradewind/contracts/schemas';
import { formatMoney, isZero } from '@tradewind/money';
import type { MailContent } from './mail-content.ts';
import { addressLines, orderButton, orderItems, orderReason, orderSums, payButton } from './order-parts.ts';

type OrderMail = orderSchemas.OrderMail;

function changeText({ title, variantTitle, delta }: orderSchemas.OrderEdit['lines'][number]): string {
  const name = variantTitle === '' ? title : `${title} (${variantTitle})`;
  return `${delta > 0 ? 'Added' : 'Taken off'}: ${Math.abs(delta)} × ${name}`;
}

function moneyText({ refund, difference }: orderSchemas.OrderEdit): string {
  if (difference.amountMinor > 0) return `You have paid ${formatMoney(difference)} for it. Thank you.`;
  return isZero(refund)
    ? 'What you paid stays the same.'
    : `We are paying back ${formatMoney(refund)} the way you paid; your bank may take some days to show it.`;
}

function changeTexts({ lines, changesAddress }: Pick<orderSchemas.OrderEdit, 'lines' | 'changesAddress'>): string[] {
  return [...lines.map(changeText), ...(changesAddress ? ['It goes to another address.'] : [])];
}

/** An order was changed: what of it, what goes back, and what it holds now. @throws when the order does not know the edit */
export function orderEditedContent(order: OrderMail, editId: string, storefront: string): MailContent {
  const edit = order.edits.find(({ id }) => id === editId);
  if (edit === undefined) throw new Error(`order ${order.id} has no edit ${editId}`);
  const changes = changeTexts(edit);
  return {
    subject: `Order ${order.number} was changed`,
    preview: changes.join(' '),
    heading: 'Your order was changed',
    paragraphs: [`We have changed your order ${order.number}.`, moneyText(edit)],
    button: orderButton(order, storefront),
    items: orderItems(order),
    sums: orderSums(order),
    facts: [
      { label: 'What changed', lines: changes },
      { label: 'Goes to', lines: addressLines(order.shippingAddress) },
    ],
    reason: orderReason,
  };
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A change waits for its payment: what of the order, how much, until when, and where to pay. */
export function editRequestedContent(order: OrderMail, edit: orderSchemas.WaitingEdit, storefront: string): MailContent {
  const until = moment.format(new Date(edit.expiresAt));
  const amount = formatMoney(edit.amount);
  return {
    subject: `A change of order ${order.number} waits for your payment`,
    preview: `It costs ${amount} more.`,
    heading: 'Your order can be changed',
    paragraphs: [
      `We have prepared a change of your order ${order.number}. It costs ${amount} more, and is made when that is paid.`,
      `We keep it for you until ${until} UTC. If you do not pay by then, your order stays as it is.`,
    ],
    button: payButton(order, storefront, edit.amount),
    facts: [{ label: 'What would change', lines: changeTexts(edit) }],
    reason: orderReason,
  };
}

const withdrawals: Readonly<Record<string, string>> = {
  staff: 'We have withdrawn it.',
  expired: 'It was not paid for in time.',
};

/** A change that waited for its payment does not come about. @param reason of the event; one that is not known says that it could not be made */
export function editWithdrawnContent(order: OrderMail, reason: string, storefront: string): MailContent {
  const why = withdrawals[reason] ?? 'It could not be made any more.';
  return {
    subject: `Order ${order.number} stays as it is`,
    preview: why,
    heading: 'Your order stays as it is',
    paragraphs: [
      `The change of your order ${order.number} does not come about. ${why}`,
      'If you have paid for it, that goes back the way you paid; your bank may take some days to show it.',
    ],
    button: orderButton(order, storefront),
    items: orderItems(order),
    sums: orderSums(order),
    reason: orderReason,
  };
}
