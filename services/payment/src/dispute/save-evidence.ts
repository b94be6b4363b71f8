import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { changeDraft } from './change-draft.ts';
import { addFact, writeEvidence } from './dispute-store.ts';
import { readDispute } from './read-dispute.ts';

/** Keeps the words of the evidence as a draft; what is empty is left out. @throws NOT_FOUND, CONFLICT */
export async function saveEvidence(ctx: Context, input: z.infer<typeof schemas.saveEvidenceInput>): Promise<schemas.Dispute> {
  const { disputeId } = input;
  const evidence = Object.fromEntries(Object.entries(input.evidence).filter(([, value]) => value !== ''));
  await changeDraft(ctx, disputeId, async (sql) => {
    await writeEvidence(sql, disputeId, evidence);
    // What was written is in the draft; the history names the fields alone.
    await addFact(sql, disputeId, {
      type: 'evidence_saved',
      actor: actorLabel(currentCall().actor),
      data: { fields: Object.keys(evidence) },
    });
  });
  return readDispute(ctx, input);
}
