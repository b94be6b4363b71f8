import type { Context } from '../services.ts';
import { acceptAtProcessor } from './accept-at-processor.ts';
import { applyDispute } from './apply-dispute.ts';
import { type DisputeRow, markSubmitted } from './dispute-store.ts';
import { readFiles } from './file-store.ts';

/**
 * Has the processor send a dispute's evidence to the bank, and writes down its answer. The idempotency key is
 * the dispute's with the time at which it was asked for: evidence that was refused may be changed and sent anew.
 * @throws what the processor's SDK throws
 */
export async function submitAtProcessor(ctx: Context, dispute: DisputeRow): Promise<void> {
  const files = Object.fromEntries((await readFiles(ctx.db, dispute.id)).map(({ kind, reference }) => [kind, reference]));
  const answer = await ctx.stripe.disputes.update(
    dispute.reference,
    { evidence: { ...dispute.evidence, ...files }, submit: true },
    { idempotencyKey: `${dispute.id}:submit:${dispute.submitRequestedAt?.getTime()}` },
  );
  await markSubmitted(ctx.db, dispute.id);
  await applyDispute(ctx, answer);
}

/** Asks how a dispute stands, and goes on with an answer that was cut short: looked for first, given if it is not there. */
export async function recheckDispute(ctx: Context, dispute: DisputeRow): Promise<void> {
  const now = await ctx.stripe.disputes.retrieve(dispute.reference);
  if (dispute.acceptRequestedAt && now.status.endsWith('needs_response')) return acceptAtProcessor(ctx, dispute);
  if (dispute.submitRequestedAt && !dispute.submittedAt) {
    if (now.status.endsWith('needs_response')) return submitAtProcessor(ctx, dispute);
    await markSubmitted(ctx.db, dispute.id);
  }
  await applyDispute(ctx, now);
}
