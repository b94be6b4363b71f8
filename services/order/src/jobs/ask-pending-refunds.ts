import { askRefund } from '../order/ask-refund.ts';
import { readUnasked } from '../order/refund-store.ts';
import type { Services } from '../services.ts';

/**
 * Asks again for refunds of which nobody knows whether the payment service heard.
 * @param olderThanSeconds longer than the first asking may take
 */
export async function askPendingRefunds(ctx: Services, olderThanSeconds = 30): Promise<void> {
  for (const refund of await readUnasked(ctx.db, olderThanSeconds)) await askRefund(ctx, refund.id);
}
