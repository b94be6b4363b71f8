import type { OrderId } from '@tradewind/contracts/ids';
import type { Findings } from '@tradewind/messaging';
import { currentCall } from '@tradewind/service';
import type { Services } from '../services.ts';

const keptText = `
  SELECT id FROM orders
  WHERE status = 'cancelled' AND paid > refunded + refund_pending AND updated_at < now() - $1 * interval '1 second'
  ORDER BY updated_at LIMIT 1000`;

/**
 * Tells of cancelled orders whose money is still here. The payment service gives back what it hears of, and asks the processor until it
 * is done; what is left after that nobody can give back but people: a bank took the refund back, or the cancellation was discarded.
 * @param olderThanSeconds since the order changed for the last time
 */
export async function findKeptMoney(ctx: Services, olderThanSeconds = 3_600): Promise<Findings> {
  const { log } = currentCall();
  const orders = await ctx.db.rows<{ id: OrderId }>(keptText, [olderThanSeconds]);
  for (const { id } of orders) log.warn({ orderId: id }, 'the money of a cancelled order is still here, somebody has to give it back');
  return { kept: orders.length };
}
