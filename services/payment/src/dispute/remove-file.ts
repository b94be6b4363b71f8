import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { changeDraft } from './change-draft.ts';
import { addFact } from './dispute-store.ts';
import { dropFile } from './file-store.ts';
import { readDispute } from './read-dispute.ts';

/** Takes a file out of the evidence. @throws NOT_FOUND, CONFLICT */
export async function removeFile(ctx: Context, input: z.infer<typeof schemas.removeDisputeFileInput>): Promise<schemas.Dispute> {
  const { disputeId, fileId } = input;
  await changeDraft(ctx, disputeId, async (sql) => {
    const kind = await dropFile(sql, disputeId, fileId);
    if (kind === undefined) throw new TradewindError('NOT_FOUND', 'There is no such file.');
    await addFact(sql, disputeId, { type: 'file_removed', actor: actorLabel(currentCall().actor), data: { kind, fileId } });
  });
  return readDispute(ctx, input);
}
