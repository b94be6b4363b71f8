import type { Tone } from '@tradewind/ui/badge';
import type { Order } from '#gateway/procedures.ts';

type Status = Pick<Order, 'status' | 'paymentStatus' | 'fulfilmentStatus'>;

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

/** One word for the three states of an order. */
export function orderState({ status, paymentStatus, fulfilmentStatus }: Status): Words {
  if (status === 'cancelled') return { label: paymentStatus === 'refunded' ? 'Cancelled and refunded' : 'Cancelled', tone: 'danger' };
  if (paymentStatus === 'refunded') return { label: 'Refunded', tone: 'neutral' };
  if (status === 'pending')
    return paymentStatus === 'failed' ? { label: 'Payment failed', tone: 'danger' } : { label: 'Waiting for payment', tone: 'warning' };
  if (fulfilmentStatus === 'delivered') return { label: 'Delivered', tone: 'success' };
  if (fulfilmentStatus === 'fulfilled') return { label: 'On its way', tone: 'info' };
  if (fulfilmentStatus === 'partial') return { label: 'Partly on its way', tone: 'info' };
  if (fulfilmentStatus === 'returned') return { label: 'Returned', tone: 'neutral' };
  return { label: 'Confirmed', tone: 'success' };
}

const facts: Readonly<Record<string, Words>> = {
  placed: { label: 'Order placed', tone: 'neutral' },
  payment_requested: { label: 'We asked you to pay', tone: 'warning' },
  confirmed: { label: 'Payment received, order confirmed', tone: 'success' },
  payment_failed: { label: 'The payment did not go through', tone: 'danger' },
  shipped: { label: 'Handed to the carrier', tone: 'info' },
  edited: { label: 'Order changed', tone: 'info' },
  edit_requested: { label: 'A change waits for your payment', tone: 'warning' },
  edit_payment_failed: { label: 'The payment for the change did not go through', tone: 'danger' },
  edit_withdrawn: { label: 'The change does not come about', tone: 'neutral' },
  delivered: { label: 'Delivered', tone: 'success' },
  cancelled: { label: 'Cancelled', tone: 'danger' },
  refund_requested: { label: 'Refund on its way', tone: 'neutral' },
  refunded: { label: 'Refunded', tone: 'success' },
  return_requested: { label: 'You asked for a return', tone: 'neutral' },
  return_approved: { label: 'Return approved', tone: 'info' },
  return_rejected: { label: 'Return not accepted', tone: 'danger' },
  return_cancelled: { label: 'Return cancelled', tone: 'neutral' },
  return_received: { label: 'Your return arrived', tone: 'info' },
  return_waived: { label: 'You need not send it back', tone: 'info' },
  return_replaced: { label: 'We send it anew', tone: 'info' },
  return_closed: { label: 'Return closed', tone: 'neutral' },
};

/** What a fact is told as; null for those that matter to staff alone. */
export function factWords(type: string): Words | null {
  return facts[type] ?? null;
}

/** Whether staff have made it, and its customer is to pay for it by link. */
export function isToPayByLink({ status, paymentStatus, timeline }: Pick<Order, 'status' | 'paymentStatus' | 'timeline'>): boolean {
  const isOpen = status === 'pending' && paymentStatus !== 'conflicted';
  return isOpen && timeline.some(({ type }) => type === 'payment_requested');
}

type Change = NonNullable<Order['waitingEdit']>['lines'][number];

/** `2 × Lamp (Green) more` */
export function changeText({ title, variantTitle, delta }: Change): string {
  return `${Math.abs(delta)} × ${title}${variantTitle && ` (${variantTitle})`} ${delta > 0 ? 'more' : 'less'}`;
}

/** Whether the shopper may still cancel it: nothing has left the house. */
export function isCancellable({ status, fulfilmentStatus }: Status): boolean {
  return (status === 'pending' || status === 'confirmed') && fulfilmentStatus === 'unfulfilled';
}
