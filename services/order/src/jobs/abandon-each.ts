import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import { type Findings, sweepEach } from '@tradewind/messaging';
import { currentCall } from '@tradewind/service';
import { abandonOrder } from '../checkout/abandon-order.ts';
import type { Services } from '../services.ts';

/**
 * Gives up one order after the other. One whose payment took another amount stays as it is, for people to settle: no sweep finds
 * it again once that was heard of.
 * @returns how many were cancelled, found to be paid (and confirmed), in conflict, failed, or left for the next time
 */
export function abandonEach(ctx: Services, orders: readonly { id: OrderId }[], reason: string): Promise<Findings> {
  const { log } = currentCall();
  return sweepEach(orders, ['cancelled', 'foundPaid', 'conflicted'], async ({ id }) => {
    try {
      const outcome = await abandonOrder(ctx, { orderId: id, by: 'system', reason });
      log.info({ orderId: id, outcome, reason }, 'an order that was not paid for was given up');
      return outcome === 'paid' ? 'foundPaid' : 'cancelled';
    } catch (error) {
      if (!(error instanceof TradewindError && error.code === 'CONFLICT')) throw error;
      log.warn({ orderId: id, reason }, 'an order is not given up: its payment is in conflict');
      return 'conflicted';
    }
  });
}
