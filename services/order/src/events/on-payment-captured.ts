import { on } from '@tradewind/messaging';
import { askRefund } from '../order/ask-refund.ts';
import { captureOrder } from '../order/capture-order.ts';
import type { Services } from '../services.ts';

/** The money has come: the order is confirmed, or the money goes back when the order was cancelled. */
export function onPaymentCaptured(ctx: Services) {
  return on('payment.captured', async (sql, { data }) => {
    const capture = await captureOrder(sql, data);
    if (capture.outcome !== 'refunding') return undefined;
    const { refundId } = capture;
    return async () => {
      await askRefund(ctx, refundId);
    };
  });
}
