import type { OrderId } from '@tradewind/contracts/ids';
import type { Findings } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { abandonEach } from './abandon-each.ts';

const expiredText = `
  SELECT id FROM orders WHERE status = 'pending' AND payment_status <> 'conflicted' AND expires_at < now() ORDER BY random() LIMIT 1000`;

/** Gives up orders that waited for their payment longer than they may; those that turn out to be paid are confirmed. */
export async function expireUnpaidOrders(ctx: Services): Promise<Findings> {
  const rows = await ctx.db.rows<{ id: OrderId }>(expiredText);
  return abandonEach(ctx, rows, 'expired');
}
