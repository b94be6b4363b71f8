import { type Findings, sweepEach } from '@tradewind/messaging';
import type { Services } from '../services.ts';
import { readExpired } from '../supplement/supplement-store.ts';
import { giveUpEdit } from '../supplement/withdraw-edit.ts';

/** Gives up edits that waited for their payment as long as they may; those that turn out to be paid for are made. */
export async function expireWaitingEdits(ctx: Services): Promise<Findings> {
  return sweepEach(await readExpired(ctx.db), ['expired', 'withdrawn', 'paid'], async ({ id: editId, orderId }) => {
    const ended = await giveUpEdit(ctx, { orderId, editId }, 'expired');
    if (ended === 'awaiting_payment') throw new Error('an edit that was given up has ended');
    return ended;
  });
}
