import type { DraftId } from '@tradewind/contracts/ids';
import type { drafts } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { loadDraft } from './draft-store.ts';
import { viewDraft } from './draft-view.ts';

/** A draft with what it would cost just now. @throws NOT_FOUND, UNAVAILABLE */
export async function getDraft(ctx: Services, { draftId }: { draftId: DraftId }): Promise<drafts.Draft> {
  return viewDraft(ctx, await loadDraft(ctx.db, draftId));
}
