import { z } from 'zod';
import { refundTo } from '../schemas/credit.ts';
import { fulfilmentStatus } from '../schemas/order.ts';
import { disputeOutcome } from '../schemas/payment.ts';
import { currency, idOf, instant, money, quantity, sku, slug } from '../schemas/primitives.ts';
import { type EventDefinition, type Topic, versionOf } from './versions.ts';

const orderId = idOf('order');
/** Whose payment: the order's own, or that of an edit of it. */
const paid = z.object({ paymentId: idOf('payment'), orderId, editId: idOf('orderEdit').optional() });
const returned = z.object({ orderId, returnId: idOf('return') });
const pieces = z.int().min(0);
const lines = z.array(z.object({ variantId: idOf('variant'), sku, quantity }));

/**
 * Every event that crosses a service's border: its topic and what it carries. Ids and figures only: who needs an address, a name
 * or a link asks its owner. A field may be added when it is optional. Any other change of shape is a new version: what was in
 * `data` goes to the end of `earlier` with its upcast, which makes the version one more. `check` refuses what is neither.
 */
export const eventCatalogue = {
  /** Someone asked for an account; the email with the code follows. Aggregate: the registration. */
  'user.registration_requested': { topic: 'user.events', data: z.object({ registrationId: idOf('registration') }) },
  /** The code was right and the account exists. Aggregate: the user. */
  'user.registered': { topic: 'user.events', data: z.object({ userId: idOf('user') }) },

  /** What a shopper sees of a product changed: text, price, options, pictures, status. Aggregate: the product. */
  'product.changed': {
    topic: 'product.events',

    data: z.object({ productId: idOf('product'), slug, categorySlugs: z.array(slug), status: z.enum(['draft', 'active', 'archived']) }),
  },

  /** How many can be sold changed, by sale, return or adjustment. Aggregate: the product. */
  'inventory.changed': {
    topic: 'inventory.events',

    data: z.object({
      productId: idOf('product'),
      slug,
      variants: z.array(z.object({ variantId: idOf('variant'), sku, available: z.int() })),
      /** Whether a variant was sold out by this, or came back. */
      soldOutChanged: z.boolean(),
    }),
  },
  /** The reservation's own expiry, the backstop, gave stock back. Aggregate: the order. */
  'inventory.reservation_expired': { topic: 'inventory.events', data: z.object({ orderId }) },
  /** A paid order whose reservation had lapsed, and no stock was left: the order is to be cancelled and refunded. Aggregate: the order. */
  'inventory.commit_failed': { topic: 'inventory.events', data: z.object({ orderId }) },

  /** A line was put into a cart that had none; once or more. Aggregate: the cart. */
  'cart.started': { topic: 'order.events', data: z.object({ cartId: idOf('cart'), currency }) },

  /** Written and waiting for its payment. Aggregate of all of these: the order. */
  'order.placed': {
    topic: 'order.events',

    data: z.object({ orderId, customerId: idOf('user').nullable(), total: money, lines, expiresAt: instant }),
  },
  /** Made by staff: its customer is asked to pay for it by link. */
  'order.payment_requested': { topic: 'order.events', data: z.object({ orderId, amount: money, expiresAt: instant }) },
  /** Paid for; stock becomes a deduction, fulfilment begins. */
  'order.confirmed': {
    topic: 'order.events',

    data: z.object({ orderId, customerId: idOf('user').nullable(), total: money, lines }),
  },
  /** Given up. What was reserved or deducted and not shipped goes back, what was paid is refunded. */
  'order.cancelled': {
    topic: 'order.events',

    data: z.object({
      orderId,
      by: z.enum(['customer', 'staff', 'system']),
      /** Whether it had been confirmed before: only then, or when its customer had been asked to pay, do they hear of it. */
      wasConfirmed: z.boolean(),
      /** Its customer had been asked by mail to pay for it. */
      wasRequested: z.boolean().optional(),
      /** What had been paid when it was cancelled and is still to be given back. */
      toRefund: money,
    }),
  },
  /** Pieces were taken off its lines or put on them, or its address changed. Those put on are reserved under the edit's id. */
  'order.edited': {
    topic: 'order.events',

    data: z.object({
      orderId,
      editId: idOf('orderEdit'),
      /** Each variant once; what is taken off is negative. */
      lines: z.array(z.object({ variantId: idOf('variant'), sku, delta: z.int() })),
    }),
  },
  /** An edit that costs more waits until its customer has paid the difference, or until it expires. What it puts on is reserved under its id. */
  'order.edit_requested': {
    topic: 'order.events',

    data: z.object({ orderId, editId: idOf('orderEdit'), amount: money, expiresAt: instant }),
  },
  /** An edit that waited is given up: its stock can be sold again, and what is paid for it goes back. */
  'order.edit_withdrawn': {
    topic: 'order.events',

    data: z.object({
      orderId,
      editId: idOf('orderEdit'),
      /** `staff`, `expired`, `order-cancelled`, `overtaken`, `conflicted`; others may come. */
      reason: z.string(),
    }),
  },
  'order.shipped': { topic: 'order.events', data: z.object({ orderId, shipmentId: idOf('shipment'), fulfilmentStatus }) },
  'order.delivered': { topic: 'order.events', data: z.object({ orderId, shipmentId: idOf('shipment'), fulfilmentStatus }) },
  'order.completed': { topic: 'order.events', data: z.object({ orderId }) },
  /** Any of the three states changed because of money: paid, refunded, failed, voided. For who shows the order live. */
  'order.payment_changed': { topic: 'order.events', data: z.object({ orderId, paymentStatus: z.string(), refunded: money }) },
  /** Money went back to the customer; the email follows. */
  'order.refunded': {
    topic: 'order.events',

    data: z.object({ orderId, refundId: idOf('refund'), amount: money, totalRefunded: money, to: refundTo.optional() }),
  },
  /** A customer asks to send pieces back. */
  'order.return_requested': { topic: 'order.events', data: returned },
  'order.return_approved': { topic: 'order.events', data: returned },
  'order.return_rejected': { topic: 'order.events', data: returned },
  'order.return_cancelled': { topic: 'order.events', data: returned },
  /** Pieces came back; the sellable ones go into stock again. */
  'order.return_received': {
    topic: 'order.events',

    data: returned.extend({
      fulfilmentStatus,
      lines: z.array(z.object({ variantId: idOf('variant'), sku, sellable: pieces, damaged: pieces })),
    }),
  },
  /** What did not come back need not, to be paid for. */
  'order.return_waived': { topic: 'order.events', data: returned },
  /** Ended without money, or without what never came. */
  'order.return_closed': { topic: 'order.events', data: returned },

  /** Aggregate of all of these: the payment. */
  'payment.captured': { topic: 'payment.events', data: paid.extend({ amount: money }) },
  /** One attempt was declined; the shopper may try another card. */
  'payment.failed': {
    topic: 'payment.events',

    data: paid.extend({ declineCode: z.string().nullable() }),
  },
  'payment.voided': { topic: 'payment.events', data: paid },
  'payment.refunded': {
    topic: 'payment.events',

    data: paid.extend({ refundId: idOf('refund'), amount: money, totalRefunded: money }),
  },
  'payment.refund_failed': {
    topic: 'payment.events',

    data: paid.extend({ refundId: idOf('refund') }),
  },
  /** The processor took another amount or currency than was asked for: never counted as paid, for people to settle. */
  'payment.conflicted': {
    topic: 'payment.events',

    data: paid.extend({ expected: money, actual: money }),
  },

  /** The shopper's bank wants its money back, or asks about it; until `dueAt` evidence is taken. */
  'payment.disputed': {
    topic: 'payment.events',

    data: z.object({ paymentId: idOf('payment'), orderId, disputeId: idOf('dispute'), amount: money, dueAt: instant.nullable() }),
  },
  /** The time for evidence ends in so many days or less, and none was submitted. */
  'payment.dispute_due': {
    topic: 'payment.events',

    data: z.object({ paymentId: idOf('payment'), orderId, disputeId: idOf('dispute'), amount: money, dueAt: instant, days: z.int() }),
  },
  'payment.dispute_closed': {
    topic: 'payment.events',

    data: z.object({ paymentId: idOf('payment'), orderId, disputeId: idOf('dispute'), amount: money, outcome: disputeOutcome }),
  },

  /** A gift card was made for somebody, who gets it by mail. Aggregate: the card. */
  'payment.gift_card_issued': { topic: 'payment.events', data: z.object({ accountId: idOf('creditAccount'), balance: money }) },

  /** The mail server took a message. Aggregate: the message. */
  'notification.sent': {
    topic: 'notification.events',

    data: z.object({ messageId: idOf('message'), kind: z.string(), subjectId: z.string() }),
  },
} as const satisfies Record<string, EventDefinition>;

export type EventType = keyof typeof eventCatalogue;
export type EventData<Type extends EventType> = z.infer<(typeof eventCatalogue)[Type]['data']>;

export const eventTypes = Object.keys(eventCatalogue) as [EventType, ...EventType[]];

export function topicOf(type: EventType): Topic {
  return eventCatalogue[type].topic;
}

/** The version in which events of a type are written today. */
export function currentVersion(type: EventType): number {
  return versionOf(eventCatalogue[type]);
}
