import type { OrderId } from '@tradewind/contracts/ids';
import type { Findings } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { abandonEach } from './abandon-each.ts';

const stuckText = `
  SELECT id FROM orders
  WHERE status = 'pending' AND payment_status <> 'conflicted' AND payment_id IS NULL AND updated_at < now() - $1 * interval '1 second'
  ORDER BY random() LIMIT 1000`;

/**
 * Gives up orders whose checkout ended before it had come to a payment: nobody holds what is needed to pay them. Each attempt at a
 * checkout touches its order, so one that is tried again and again is left to those who try.
 * @param olderThanSeconds since the last attempt began; longer than one may take, which ends after 15. One that goes on all the same
 * finds out that it was overtaken
 */
export async function undoStuckOrders(ctx: Services, olderThanSeconds = 30): Promise<Findings> {
  const rows = await ctx.db.rows<{ id: OrderId }>(stuckText, [olderThanSeconds]);
  return abandonEach(ctx, rows, 'stuck');
}
