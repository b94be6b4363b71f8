import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import { isRefused, isUndecided } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { refusal } from './change-draft.ts';
import { addFact, findDispute, releaseSubmit, requestSubmit } from './dispute-store.ts';
import { readFiles } from './file-store.ts';
import { readDispute } from './read-dispute.ts';
import { submitAtProcessor } from './submit-at-processor.ts';

/**
 * Sends the evidence to the bank, once and for good. When the processor does not answer, the sweep goes on with it; asked for again it
 * tells how it stands.
 * @throws NOT_FOUND; INVALID_INPUT when there is no evidence; CONFLICT when it is too late, or the processor does not take it
 */
export async function submitEvidence(ctx: Context, { disputeId }: { disputeId: string }): Promise<schemas.Dispute> {
  const draft = await findDispute(ctx.db, disputeId);
  if (draft?.submitRequestedAt) return readDispute(ctx, { disputeId });
  if (draft && Object.keys(draft.evidence).length === 0 && (await readFiles(ctx.db, disputeId)).length === 0) {
    const errors = [{ path: 'evidence', message: 'is empty' }];
    throw new TradewindError('INVALID_INPUT', 'There is no evidence to submit yet.', { errors });
  }
  const isFirst = await ctx.db.transaction(async (sql) => {
    if (!(await requestSubmit(sql, disputeId))) return false;
    await addFact(sql, disputeId, { type: 'submitted', actor: actorLabel(currentCall().actor) });
    return true;
  });
  const dispute = await findDispute(ctx.db, disputeId);
  if (!dispute || (!isFirst && !dispute.submitRequestedAt)) throw await refusal(ctx.db, disputeId);
  if (isFirst) {
    try {
      await submitAtProcessor(ctx, dispute);
    } catch (error) {
      if (isRefused(error)) {
        await ctx.db.transaction(async (sql) => {
          await releaseSubmit(sql, disputeId);
          await addFact(sql, disputeId, { type: 'submit_refused', actor: 'processor' });
        });
        throw new TradewindError('CONFLICT', 'The card processor does not take this evidence.');
      }
      if (!isUndecided(error)) throw error;
    }
  }
  return readDispute(ctx, { disputeId });
}
