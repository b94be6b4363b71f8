import type { Context } from '../services.ts';
import { applyDispute } from './apply-dispute.ts';
import type { DisputeRow } from './dispute-store.ts';

/**
 * Has the processor close a dispute in the bank's favour, and writes down its answer. It may be asked for again under the same key.
 * @throws what the processor's SDK throws
 */
export async function acceptAtProcessor(ctx: Context, dispute: DisputeRow): Promise<void> {
  const key = `${dispute.id}:accept:${dispute.acceptRequestedAt?.getTime()}`;
  await applyDispute(ctx, await ctx.stripe.disputes.close(dispute.reference, {}, { idempotencyKey: key }));
}
