import { type Consumer, on } from '@tradewind/messaging';
import { giveUp } from '../payment/give-up.ts';
import type { Services } from '../services.ts';

/** An edit that waited for its payment is given up: the order's other payments stay. */
export function onOrderEditWithdrawn(services: Services): Consumer {
  return on('order.edit_withdrawn', (sql, { data: { orderId, editId } }) => giveUp(services, sql, { orderId, editId }));
}
