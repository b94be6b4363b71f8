import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { requireCursor } from '../require-cursor.ts';
import type { Context } from '../services.ts';
import { readDisputes } from './dispute-store.ts';
import { toDisputeSummary } from './dispute-view.ts';

type Input = z.infer<typeof schemas.disputeListInput>;
type List = z.infer<typeof schemas.disputeList>;

/** Disputes for staff, newest first. The cursor is the last id of the page before. @throws INVALID_INPUT naming `cursor` */
export async function listDisputes({ db }: Pick<Context, 'db'>, { status, cursor, limit }: Input): Promise<List> {
  requireCursor('dispute', cursor);
  const rows = await readDisputes(db, { ...(status && { status }), ...(cursor && { before: cursor }), limit: limit + 1 });
  const items = rows.slice(0, limit).map(toDisputeSummary);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
