import type { OrderAccess } from './use-order.ts';

/** Where an order is looked at, or paid for, by whoever has its link. */
export function orderAddress({ id, token }: OrderAccess, step: '' | '/pay' = ''): string {
  return `/orders/${id}${step}${token ? `?token=${encodeURIComponent(token)}` : ''}`;
}
