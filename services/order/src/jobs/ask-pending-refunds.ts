import { type Findings, sweepEach } from '@tradewind/messaging';
import { askRefund } from '../order/ask-refund.ts';
import { readUnanswered } from '../order/refund-store.ts';
import type { Services } from '../services.ts';

/**
 * Asks again for refunds of which nobody knows whether the payment service heard, and for those whose end it has not told.
 * @param ages seconds: longer than the first asking may take, which ends after 15; and an hour, since a bank may take days
 */
export async function askPendingRefunds(ctx: Services, ages = { unheard: 20, unsettled: 3_600 }): Promise<Findings> {
  const refunds = await readUnanswered(ctx.db, ages);
  return sweepEach(refunds, ['succeeded', 'pending', 'refused', 'unanswered'], async ({ id }) => {
    const status = await askRefund(ctx, id);
    return status === 'failed' ? 'refused' : status;
  });
}
