import type { DraftId } from '@tradewind/contracts/ids';
import type { Services } from '../services.ts';
import { deleteDraft, draftHasMoved, loadDraft } from './draft-store.ts';

/** Forgets a draft as it was seen. @throws NOT_FOUND; CONFLICT when somebody has changed or sent it since */
export async function discardDraft(
  ctx: Services,
  { draftId, version }: { draftId: DraftId; version: number },
): Promise<Record<string, never>> {
  const { id } = await loadDraft(ctx.db, draftId);
  if (!(await ctx.db.transaction((sql) => deleteDraft(sql, { id, version })))) throw draftHasMoved();
  return {};
}
