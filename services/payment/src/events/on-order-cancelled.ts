import { type Consumer, on } from '@tradewind/messaging';
import { giveUp } from '../payment/give-up.ts';
import type { Services } from '../services.ts';

/** An order is given up, and with it each edit of it that was to be paid for. */
export function onOrderCancelled(services: Services): Consumer {
  return on('order.cancelled', (sql, { data: { orderId } }) => giveUp(services, sql, { orderId }));
}
