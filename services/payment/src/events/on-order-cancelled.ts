import { type Consumer, on } from '@tradewind/messaging';
import { closeOrder, markOrderCancelled } from '../payment/payment-store.ts';
import { settleCancellation } from '../payment/settle-cancellation.ts';
import type { Services } from '../services.ts';

/**
 * An order is given up: that is noted with the event, and the processor is asked after the commit. Where that is lost, the
 * sweep does it; money that comes later is given back as well.
 */
export function onOrderCancelled(services: Services): Consumer {
  return on('order.cancelled', async (sql, { data }) => {
    await closeOrder(sql, data.orderId);
    const paymentId = await markOrderCancelled(sql, data.orderId);
    return paymentId === undefined ? undefined : async () => void (await settleCancellation(services, paymentId));
  });
}
