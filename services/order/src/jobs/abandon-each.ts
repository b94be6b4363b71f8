import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import { currentCall } from '@tradewind/service';
import { abandonOrder } from '../checkout/abandon-order.ts';
import type { Services } from '../services.ts';

/**
 * Gives up one order after the other. One that fails is left for the next sweep, and keeps no other from its turn. One whose
 * payment took another amount stays as it is, for people to settle: no sweep finds it again once that was heard of.
 */
export async function abandonEach(ctx: Services, orders: readonly { id: OrderId }[], reason: string): Promise<void> {
  const { log } = currentCall();
  for (const { id } of orders) {
    try {
      const outcome = await abandonOrder(ctx, { orderId: id, by: 'system', reason });
      log.info({ orderId: id, outcome, reason }, 'an order that was not paid for was given up');
    } catch (error) {
      if (error instanceof TradewindError && error.code === 'CONFLICT') {
        log.warn({ orderId: id, reason }, 'an order is not given up: its payment is in conflict');
      } else log.warn({ err: error, orderId: id, reason }, 'an order could not be given up yet');
    }
  }
}
