import { type Money, money, subtract, sum } from '@tradewind/money';
import type { Order, OrderItem } from '#gateway/procedures.ts';
import { moneyOf } from './timeline-words.ts';

/** Pieces of a line that are still to be shipped. */
export function leftToShip({ quantity, fulfilledQuantity, withdrawnQuantity }: OrderItem): number {
  return quantity - fulfilledQuantity - withdrawnQuantity;
}

/** Pieces of a line that can be refunded here; those of a return are refunded there. */
export function leftToRefund({ quantity, refundedQuantity, heldQuantity }: OrderItem): number {
  return quantity - refundedQuantity - heldQuantity;
}

/** Refunds that were asked for and have not come to an end. */
function pendingRefunds(order: Order): Money {
  const ended = new Set(
    order.timeline.filter(({ type }) => type === 'refunded' || type === 'refund_failed').map(({ data }) => data.refundId),
  );
  const open = order.timeline.filter(({ type, data }) => type === 'refund_requested' && !ended.has(data.refundId));
  return sum(
    open.flatMap(({ data }) => moneyOf(data.amount) ?? []),
    order.currency,
  );
}

/** What could still go back of what was paid. */
export function refundable(order: Order): Money {
  const isPaid = order.paymentStatus === 'paid' || order.paymentStatus === 'partially_refunded';
  if (!isPaid) return money(0, order.currency);
  const left = subtract(subtract(order.totals.paid, order.totals.refunded), pendingRefunds(order));
  return left.amountMinor > 0 ? left : money(0, order.currency);
}

/** A cancelled order gives its money back by itself; people step in when that failed. */
export function canRefund(order: Order): boolean {
  const isByItself = order.status === 'cancelled' && !order.timeline.some(({ type }) => type === 'refund_failed');
  return !isByItself && order.waitingEdit === null && refundable(order).amountMinor > 0;
}

/** As for a refund and an edit, not while another edit waits for its payment. */
export function canFulfil(order: Order): boolean {
  if (order.waitingEdit) return false;
  return order.status === 'confirmed' && order.paymentStatus !== 'refunded' && order.items.some((item) => leftToShip(item) > 0);
}

/** Whether pieces of a line can be put on it or taken off. */
export function isOpen({ fulfilledQuantity, refundedQuantity, withdrawnQuantity }: OrderItem): boolean {
  return fulfilledQuantity + refundedQuantity + withdrawnQuantity === 0;
}

export function canEdit(order: Order): boolean {
  const isPaid = order.paymentStatus === 'paid' || order.paymentStatus === 'partially_refunded';
  if (order.waitingEdit) return false;
  return order.status === 'confirmed' && isPaid && (order.fulfilmentStatus === 'unfulfilled' || order.fulfilmentStatus === 'partial');
}

export function canCancel(order: Order): boolean {
  return (order.status === 'pending' || order.status === 'confirmed') && order.fulfilmentStatus === 'unfulfilled';
}

/** Whether the order is about to change by itself, so that it is worth asking again soon. */
export function isSettling(order: Order): boolean {
  const givesBack = order.status === 'cancelled' && !canRefund(order) && refundable(order).amountMinor > 0;
  return givesBack || pendingRefunds(order).amountMinor > 0;
}
