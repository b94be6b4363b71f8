import { newId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import { toTradewindError } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { changeDraft } from './change-draft.ts';
import { addFact } from './dispute-store.ts';
import { toDisputeFile } from './dispute-view.ts';
import { recogniseEvidence } from './evidence-file.ts';
import { putFile } from './file-store.ts';

interface NewFile {
  readonly disputeId: string;
  readonly kind: schemas.DisputeFile['kind'];
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Adds a file to the evidence, in the place of an earlier one of its kind. Its bytes go to the processor and are not kept here.
 * @throws INVALID_INPUT naming `file`; NOT_FOUND; CONFLICT when the evidence cannot be changed; UNAVAILABLE
 */
export async function addFile(ctx: Context, { disputeId, kind, name, bytes }: NewFile): Promise<schemas.DisputeFile> {
  const { mediaType, extension } = recogniseEvidence(bytes);
  await changeDraft(ctx, disputeId, async () => undefined);
  const id = newId('disputeFile');
  const { id: reference } = await upload(ctx, { data: bytes, name: `${id}.${extension}`, type: mediaType });
  const row = await changeDraft(ctx, disputeId, async (sql) => {
    const file = await putFile(sql, disputeId, { id, kind, name, mediaType, size: bytes.length, reference });
    await addFact(sql, disputeId, { type: 'file_added', actor: actorLabel(currentCall().actor), data: { kind, fileId: id } });
    return file;
  });
  return toDisputeFile(row);
}

async function upload({ stripe }: Context, file: { data: Buffer; name: string; type: string }): Promise<{ id: string }> {
  try {
    return await stripe.files.create({ purpose: 'dispute_evidence', file });
  } catch (error) {
    throw toTradewindError(error);
  }
}
