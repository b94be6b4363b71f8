import { idPattern } from '@tradewind/contracts/ids';
import type { drafts } from '@tradewind/contracts/schemas';
import { invalid } from '../access.ts';
import type { Services } from '../services.ts';
import { type DraftRow, readDrafts, statusOf } from './draft-store.ts';

function toSummary(row: DraftRow): drafts.DraftSummary {
  const { id, content, order, changedAt } = row;
  return {
    id,
    status: statusOf(row),
    order: order && { id: order.id, number: order.number },
    email: content.email,
    customerName: content.shippingAddress?.name ?? null,
    itemCount: content.lines.reduce((count, { quantity }) => count + quantity, 0),
    changedAt: changedAt.toISOString(),
  };
}

/** Drafts for staff, the newest first. Ids are made in the order of time, so the last one of a page is its cursor. @throws INVALID_INPUT naming `cursor` */
export async function listDrafts(
  ctx: Services,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: drafts.DraftSummary[]; nextCursor: string | null }> {
  if (cursor !== undefined && !idPattern('draft').test(cursor)) throw invalid('cursor', 'is not a cursor of this list');
  const rows = await readDrafts(ctx.db, { before: cursor ?? null, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toSummary);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
