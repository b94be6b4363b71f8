import { payment, primitives } from '@tradewind/contracts/schemas';
import { formatMoney } from '@tradewind/money';
import { z } from 'zod';
import type { MailContent } from './mail-content.ts';

const about = z.object({ disputeId: z.string(), amount: primitives.money });
export const disputeOpened = about.extend({ dueAt: z.string().nullable() });
export const disputeDue = about.extend({ dueAt: z.string() });
export const disputeClosed = about.extend({ outcome: payment.disputeOutcome });

/** What staff know an order by, and where the back office is. */
interface Place {
  readonly number: string;
  readonly admin: string;
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const when = (at: string) => `${moment.format(new Date(at))} UTC`;

/** What all mails about a dispute have. */
function parts({ number, admin }: Place, { disputeId, amount }: z.infer<typeof about>) {
  return {
    button: { label: 'Open the dispute', url: `${admin}/payments/disputes/${disputeId}` },
    facts: [
      { label: 'Order', lines: [number] },
      { label: 'Disputed', lines: [formatMoney(amount)] },
    ],
    reason: 'You get this because the settings of the store name this address for notices about money.',
  };
}

/** A bank wants money back, or asks about it. */
export function disputeOpenedContent(place: Place, dispute: z.infer<typeof disputeOpened>): MailContent {
  const amount = formatMoney(dispute.amount);
  const until = dispute.dueAt === null ? 'as soon as you can' : `by ${when(dispute.dueAt)}`;
  return {
    subject: `A bank disputes ${amount} of order ${place.number}`,
    preview: `Answer it ${until}.`,
    heading: 'A payment is disputed',
    paragraphs: [
      `The bank of the shopper who paid for order ${place.number} disputes ${amount}.`,
      `Answer it with evidence ${until}, or accept it. Without an answer the money is lost.`,
    ],
    ...parts(place, dispute),
  };
}

/** Nobody has answered, and there is little time left. */
export function disputeDueContent(place: Place, dispute: z.infer<typeof disputeDue>): MailContent {
  const until = when(dispute.dueAt);
  return {
    subject: `Evidence about order ${place.number} is due by ${until}`,
    preview: 'Nobody has answered the bank yet.',
    heading: 'Evidence is due',
    paragraphs: [
      `Nobody has answered yet that a bank disputes ${formatMoney(dispute.amount)} of order ${place.number}.`,
      `Evidence is taken until ${until}. Without it the money is lost.`,
    ],
    ...parts(place, dispute),
  };
}

/** How it ended. */
export function disputeClosedContent(place: Place, dispute: z.infer<typeof disputeClosed>): MailContent {
  const amount = formatMoney(dispute.amount);
  const { title, text } = {
    won: { title: 'won', text: `The bank gives back ${amount}. Its fee is not given back.` },
    lost: { title: 'lost', text: `The bank keeps ${amount}, and its fee.` },
    warning_closed: { title: 'closed', text: 'It was an inquiry: no money was taken.' },
  }[dispute.outcome];
  return {
    subject: `The dispute of order ${place.number} is ${title}`,
    preview: text,
    heading: `The dispute is ${title}`,
    paragraphs: [`The dispute of order ${place.number} is ${title}. ${text}`],
    ...parts(place, dispute),
  };
}
