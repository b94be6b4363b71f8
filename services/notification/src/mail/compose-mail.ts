import { credit as creditSchemas, order as orderSchemas, primitives, user as userSchemas } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { MessageKind, QueuedMessage } from '../message/message-store.ts';
import type { Services } from '../services.ts';
import {
  disputeClosed,
  disputeClosedContent,
  disputeDue,
  disputeDueContent,
  disputeOpened,
  disputeOpenedContent,
} from './dispute-content.ts';
import { editRequestedContent, editWithdrawnContent, orderEditedContent } from './edit-content.ts';
import { giftCardContent } from './gift-card-content.ts';
import type { MailContent } from './mail-content.ts';
import type { Mail } from './mailer.ts';
import { orderCancelledContent, orderConfirmedContent, orderRefundedContent, orderShippedContent } from './order-content.ts';
import { paymentRequestedContent } from './payment-content.ts';
import { registrationContent } from './registration-content.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { returnApprovedContent, returnRejectedContent, returnRequestedContent, returnWaivedContent } from './return-content.ts';

type Composer = (ctx: Sources, message: QueuedMessage) => Promise<{ to: string; content: MailContent } | undefined>;
type Sources = Pick<Services, 'user' | 'order' | 'payment' | 'storefrontUrl' | 'adminUrl'>;

const shipped = z.object({ shipmentId: z.string() });
const cancelled = z.object({ toRefund: primitives.money });
const returned = z.object({ returnId: z.string() });
const edited = z.object({ editId: z.string() });
const requested = z.object({ amount: primitives.money, expiresAt: z.string() });
const withdrawn = z.object({ reason: z.string() });
const refunded = z.object({ amount: primitives.money, totalRefunded: primitives.money, to: creditSchemas.refundTo.optional() });

/** A composer for a message about an order, with what its detail must hold. */
function aboutOrder<Detail>(
  detail: z.ZodType<Detail>,
  write: (order: orderSchemas.OrderMail, detail: Detail, storefront: string) => MailContent,
): Composer {
  return async (ctx, message) => {
    const { orderId } = orderSchemas.orderMailInput.parse({ orderId: message.subjectId });
    const order = await ctx.order.mail.order.query({ orderId });
    return { to: order.email, content: write(order, detail.parse(message.detail), ctx.storefrontUrl) };
  };
}

/** A composer for a message about one of an order's returns. */
function aboutReturn(write: (order: orderSchemas.OrderMail, returnId: string, storefront: string) => MailContent): Composer {
  return aboutOrder(returned, (order, { returnId }, storefront) => write(order, returnId, storefront));
}

/** A composer for a message to staff about the dispute of an order's payment; to nobody where the settings name nobody. */
function aboutDispute<Detail>(
  detail: z.ZodType<Detail>,
  write: (place: { number: string; admin: string }, detail: Detail) => MailContent,
): Composer {
  return async (ctx, message) => {
    const { orderId } = orderSchemas.orderMailInput.parse({ orderId: message.subjectId });
    const { number, notifyEmail } = await ctx.order.mail.order.query({ orderId });
    if (notifyEmail === null) return undefined;
    return { to: notifyEmail, content: write({ number, admin: ctx.adminUrl }, detail.parse(message.detail)) };
  };
}

const composers = {
  'registration-code': async (ctx, message) => {
    const { registrationId } = userSchemas.registrationMailInput.parse({ registrationId: message.subjectId });
    const mail = await ctx.user.mail.registration.query({ registrationId });
    return { to: mail.email, content: registrationContent(mail, ctx.storefrontUrl) };
  },
  'order-confirmed': aboutOrder(z.object({}), (order, _detail, storefront) => orderConfirmedContent(order, storefront)),
  'order-shipped': aboutOrder(shipped, (order, { shipmentId }, storefront) => orderShippedContent(order, shipmentId, storefront)),
  'order-cancelled': aboutOrder(cancelled, (order, { toRefund }, storefront) => orderCancelledContent(order, toRefund, storefront)),
  'order-refunded': aboutOrder(refunded, orderRefundedContent),
  'order-edited': aboutOrder(edited, (order, { editId }, storefront) => orderEditedContent(order, editId, storefront)),
  'payment-requested': aboutOrder(requested, paymentRequestedContent),
  'edit-requested': async (ctx, message) => {
    const { orderId } = orderSchemas.orderMailInput.parse({ orderId: message.subjectId });
    const order = await ctx.order.mail.order.query({ orderId });
    const { waitingEdit, email } = order;
    // It may have ended before this could be written.
    if (waitingEdit?.id !== edited.parse(message.detail).editId) return undefined;
    return { to: email, content: editRequestedContent(order, waitingEdit, ctx.storefrontUrl) };
  },
  'edit-withdrawn': aboutOrder(withdrawn, (order, { reason }, storefront) => editWithdrawnContent(order, reason, storefront)),
  'return-requested': aboutReturn(returnRequestedContent),
  'return-approved': aboutReturn(returnApprovedContent),
  'return-rejected': aboutReturn(returnRejectedContent),
  'dispute-opened': aboutDispute(disputeOpened, disputeOpenedContent),
  'dispute-due': aboutDispute(disputeDue, disputeDueContent),
  'dispute-closed': aboutDispute(disputeClosed, disputeClosedContent),
  'return-waived': aboutReturn(returnWaivedContent),
  'gift-card': async (ctx, message) => {
    const { accountId } = creditSchemas.creditInput.parse({ accountId: message.subjectId });
    const mail = await ctx.payment.credit.mail.mutate({ accountId });
    return { to: mail.recipient, content: giftCardContent(mail, ctx.storefrontUrl) };
  },
} satisfies Record<MessageKind, Composer>;

/**
 * Asks the owner of a message's subject what it says and to whom, and writes it.
 * @returns undefined when nobody wants it
 * @throws what the owner answers
 */
export async function composeMail(ctx: Sources, message: QueuedMessage): Promise<Mail | undefined> {
  const composed = await composers[message.kind](ctx, message);
  if (!composed) return undefined;
  const { to, content } = composed;
  return { to, subject: content.subject, html: renderHtml(content), text: renderText(content) };
}
