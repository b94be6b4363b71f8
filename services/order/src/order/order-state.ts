import type { order } from '@tradewind/contracts/schemas';

type OrderStatus = order.OrderStatus;
type PaymentStatus = order.PaymentStatus;
type FulfilmentStatus = order.FulfilmentStatus;

/** What an order may become. Cancelled and completed are the end. */
export const orderTransitions = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/**
 * What its payment may become, as the payment service tells it. Money that came counts whatever was believed before: a void or
 * a failed attempt may be followed by a capture that was under way. A bank may take a refund back. `conflicted` is for people to settle.
 */
export const paymentTransitions = {
  none: ['authorized', 'paid', 'voided', 'failed', 'conflicted'],
  authorized: ['paid', 'voided', 'failed', 'conflicted'],
  failed: ['authorized', 'paid', 'voided', 'conflicted'],
  voided: ['paid', 'conflicted'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded', 'paid'],
  refunded: ['partially_refunded', 'paid'],
  conflicted: ['voided'],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** How far its parcels may be. `fulfilled`: everything that is to be shipped is on its way; `returned`: all that was is back. */
export const fulfilmentTransitions = {
  unfulfilled: ['partial', 'fulfilled'],
  partial: ['fulfilled', 'delivered', 'returned'],
  fulfilled: ['delivered', 'returned'],
  delivered: ['returned'],
  returned: [],
} as const satisfies Record<FulfilmentStatus, readonly FulfilmentStatus[]>;

type Transitions<Status extends string> = Readonly<Record<Status, readonly Status[]>>;

/** Whether a state may follow another. */
export function mayBecome<Status extends string>(transitions: Transitions<Status>, from: Status, to: Status): boolean {
  return transitions[from].includes(to);
}
