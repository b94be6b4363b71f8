import { type DraftId, newId } from '@tradewind/contracts/ids';
import type { drafts } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import { invalid, repeatable } from '../access.ts';
import { forSale } from '../cart/current-lines.ts';
import { findByCode } from '../promotion/promotion-store.ts';
import type { Services } from '../services.ts';
import { requireCurrency } from '../settings/require-currency.ts';
import { cartOf, draftHasMoved, insertDraft, loadDraft, type StoredContent, updateDraft } from './draft-store.ts';
import { priceDraft, viewDraft } from './draft-view.ts';

/** @param known what the draft held before: a variant that was withdrawn since may stay in it */
async function toStored(ctx: Services, content: drafts.DraftContent, known: StoredContent['lines'] = []): Promise<StoredContent> {
  const { currency, lines, codes } = content;
  await requireCurrency(ctx, currency);
  const offers = await forSale(
    ctx,
    lines.map(({ variantId }) => variantId),
    currency,
  );
  const stored = lines.map((line, index) => {
    const path = `lines.${index}.variantId`;
    if (lines.findIndex(({ variantId }) => variantId === line.variantId) < index) throw invalid(path, 'is there twice');
    const snapshot = offers.get(line.variantId) ?? known.find(({ variantId }) => variantId === line.variantId)?.snapshot;
    if (!snapshot) throw invalid(path, 'is not for sale');
    if (snapshot.price.currency !== currency) throw invalid(path, `is sold in ${snapshot.price.currency}, the draft is in ${currency}`);
    return { ...line, snapshot };
  });
  const found = await Promise.all(codes.map((code) => findByCode(ctx.db, code)));
  const unknown = found.indexOf(undefined);
  if (unknown >= 0) throw invalid(`codes.${unknown}`, 'is not one that we know');
  return { ...content, lines: stored };
}

/** What a content would cost just now; nothing is written. @throws INVALID_INPUT naming a line, a code or the currency; UNAVAILABLE */
export async function previewDraft(ctx: Services, content: drafts.DraftContent): Promise<drafts.DraftPricing> {
  const stored = await toStored(ctx, content);
  return priceDraft(ctx, stored, await cartOf(ctx.db, stored));
}

/** Begins a draft. Repeatable with a key. @throws as {@link previewDraft} */
export function createDraft(ctx: Services, input: drafts.DraftContent & { idempotencyKey?: string | undefined }): Promise<drafts.Draft> {
  const { idempotencyKey, ...content } = input;
  return repeatable(ctx.db, { procedure: 'drafts.create', scope: 'staff', input }, async (claim) => {
    // The cast: nothing else is attached under this procedure.
    const begun = claim.resource as DraftId | null;
    const id = begun ?? newId('draft');
    if (begun === null) {
      const stored = await toStored(ctx, content);
      await ctx.db.transaction(async (sql) => {
        await insertDraft(sql, id, stored, actorLabel(currentCall().actor));
        await claim.attach(sql, id);
      });
    }
    return viewDraft(ctx, await loadDraft(ctx.db, id));
  });
}

/**
 * Puts another content in the place of the one that was seen.
 * @throws CONFLICT when somebody has changed or sent it since; NOT_FOUND; else as {@link previewDraft}
 */
export async function saveDraft(ctx: Services, input: drafts.DraftContent & { draftId: DraftId; version: number }): Promise<drafts.Draft> {
  const { draftId: id, version, ...content } = input;
  const now = await loadDraft(ctx.db, id);
  const stored = await toStored(ctx, content, now.content.lines);
  if (!(await updateDraft(ctx.db, { id, version }, stored, actorLabel(currentCall().actor)))) throw draftHasMoved();
  return viewDraft(ctx, await loadDraft(ctx.db, id));
}
