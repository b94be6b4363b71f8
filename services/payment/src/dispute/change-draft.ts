import { TradewindError } from '@tradewind/contracts/errors';
import type { Sql } from '@tradewind/service';
import type { Context } from '../services.ts';
import { findDispute, holdDraft } from './dispute-store.ts';

/**
 * Changes a dispute's evidence while it may be changed.
 * @throws NOT_FOUND; CONFLICT when it was submitted, is decided, or its time is over
 */
export async function changeDraft<Result>(
  { db }: Pick<Context, 'db'>,
  disputeId: string,
  change: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  return await db.transaction(async (sql) => {
    if (!(await holdDraft(sql, disputeId))) throw await refusal(sql, disputeId);
    return await change(sql);
  });
}

/** Why a dispute's evidence cannot be changed or submitted. */
export async function refusal(sql: Sql, disputeId: string): Promise<TradewindError> {
  const dispute = await findDispute(sql, disputeId);
  if (!dispute) return new TradewindError('NOT_FOUND', 'There is no such dispute.');
  if (dispute.acceptRequestedAt) return new TradewindError('CONFLICT', 'The dispute was accepted.');
  if (dispute.submitRequestedAt) return new TradewindError('CONFLICT', 'The evidence was submitted: it cannot be changed any more.');
  if (dispute.closedAt) return new TradewindError('CONFLICT', 'The dispute is decided.');
  const isReviewed = dispute.status.endsWith('under_review');
  return new TradewindError('CONFLICT', isReviewed ? 'The bank is looking at it already.' : 'The time for evidence is over.');
}
