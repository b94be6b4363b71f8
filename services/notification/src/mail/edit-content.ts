import type { order as orderSchemas } from '@tradewind/contracts/schemas';
import { formatMoney, isZero } from '@tradewind/money';
import type { MailContent } from './mail-content.ts';
import { addressLines, orderButton, orderItems, orderReason, orderSums } from './order-parts.ts';

type OrderMail = orderSchemas.OrderMail;

function changeText({ title, variantTitle, delta }: orderSchemas.OrderEdit['lines'][number]): string {
  const name = variantTitle === '' ? title : `${title} (${variantTitle})`;
  return `${delta > 0 ? 'Added' : 'Taken off'}: ${Math.abs(delta)} × ${name}`;
}

function moneyText({ refund }: orderSchemas.OrderEdit): string {
  return isZero(refund)
    ? 'What you paid stays the same.'
    : `We are paying back ${formatMoney(refund)} the way you paid; your bank may take some days to show it.`;
}

/** An order was changed: what of it, what goes back, and what it holds now. @throws when the order does not know the edit */
export function orderEditedContent(order: OrderMail, editId: string, storefront: string): MailContent {
  const edit = order.edits.find(({ id }) => id === editId);
  if (edit === undefined) throw new Error(`order ${order.id} has no edit ${editId}`);
  const changes = [...edit.lines.map(changeText), ...(edit.changesAddress ? ['It goes to another address.'] : [])];
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
