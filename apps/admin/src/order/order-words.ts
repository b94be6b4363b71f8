import type { Tone } from '@tradewind/ui/badge';
import type { Order } from '#gateway/procedures.ts';

export interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const statusWords: Readonly<Record<Order['status'], Words>> = {
  pending: { label: 'Pending', tone: 'warning' },
  confirmed: { label: 'Confirmed', tone: 'primary' },
  completed: { label: 'Completed', tone: 'success' },
  cancelled: { label: 'Cancelled', tone: 'danger' },
};

export const paymentWords: Readonly<Record<Order['paymentStatus'], Words>> = {
  none: { label: 'Not paid', tone: 'neutral' },
  authorized: { label: 'Authorized', tone: 'info' },
  paid: { label: 'Paid', tone: 'success' },
  partially_refunded: { label: 'Partly refunded', tone: 'accent' },
  refunded: { label: 'Refunded', tone: 'neutral' },
  voided: { label: 'Voided', tone: 'neutral' },
  failed: { label: 'Payment failed', tone: 'danger' },
  conflicted: { label: 'Amount differs', tone: 'danger' },
};

export const fulfilmentWords: Readonly<Record<Order['fulfilmentStatus'], Words>> = {
  unfulfilled: { label: 'Unfulfilled', tone: 'warning' },
  partial: { label: 'Partly shipped', tone: 'info' },
  fulfilled: { label: 'Shipped', tone: 'info' },
  delivered: { label: 'Delivered', tone: 'success' },
  returned: { label: 'Returned', tone: 'neutral' },
};
