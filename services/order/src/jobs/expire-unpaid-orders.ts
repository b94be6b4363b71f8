import type { OrderId } from '@tradewind/contracts/ids';
import type { Services } from '../services.ts';
import { abandonEach } from './abandon-each.ts';

const expiredText = `
  SELECT id FROM orders WHERE status = 'pending' AND payment_status <> 'conflicted' AND expires_at < now() ORDER BY expires_at LIMIT 100`;

/** Gives up orders that waited for their payment longer than they may; those that turn out to be paid are confirmed. */
export async function expireUnpaidOrders(ctx: Services): Promise<void> {
  const rows = await ctx.db.rows<{ id: OrderId }>(expiredText);
  await abandonEach(ctx, rows, 'expired');
}
