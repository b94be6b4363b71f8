import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import { isRefused, isUndecided } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { acceptAtProcessor } from './accept-at-processor.ts';
import { refusal } from './change-draft.ts';
import { addFact, findDispute, releaseAccept, requestAccept } from './dispute-store.ts';
import { readDispute } from './read-dispute.ts';

/**
 * Gives in to a dispute, once and for good: the bank keeps the money; an inquiry is closed. When the processor does not answer, the sweep goes on
 * with it; asked for again it tells how it stands.
 * @throws NOT_FOUND; CONFLICT when evidence was submitted, it is decided, or the processor does not take it
 */
export async function acceptDispute(ctx: Context, { disputeId }: { disputeId: string }): Promise<schemas.Dispute> {
  const isFirst = await ctx.db.transaction(async (sql) => {
    if (!(await requestAccept(sql, disputeId))) return false;
    await addFact(sql, disputeId, { type: 'accepted', actor: actorLabel(currentCall().actor) });
    return true;
  });
  const dispute = await findDispute(ctx.db, disputeId);
  if (!dispute?.acceptRequestedAt) throw await refusal(ctx.db, disputeId);
  if (isFirst) {
    try {
      await acceptAtProcessor(ctx, dispute);
    } catch (error) {
      if (isRefused(error)) {
        await ctx.db.transaction(async (sql) => {
          await releaseAccept(sql, disputeId);
          await addFact(sql, disputeId, { type: 'accept_refused', actor: 'processor' });
        });
        throw new TradewindError('CONFLICT', 'The card processor does not take this: the dispute has moved on.');
      }
      if (!isUndecided(error)) throw error;
    }
  }
  return readDispute(ctx, { disputeId });
}
