import { TradewindError } from '@tradewind/contracts/errors';
import { idPattern } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { readDisputes } from './dispute-store.ts';
import { toDisputeSummary } from './dispute-view.ts';

type Input = z.infer<typeof schemas.disputeListInput>;
type List = z.infer<typeof schemas.disputeList>;

/** Disputes for staff, newest first. The cursor is the last id of the page before. @throws INVALID_INPUT naming `cursor` */
export async function listDisputes({ db }: Pick<Context, 'db'>, { status, cursor, limit }: Input): Promise<List> {
  if (cursor !== undefined && !idPattern('dispute').test(cursor)) {
    throw new TradewindError('INVALID_INPUT', 'The cursor is not from a list.', { errors: [{ path: 'cursor', message: 'is not known' }] });
  }
  const rows = await readDisputes(db, { ...(status && { status }), ...(cursor && { before: cursor }), limit: limit + 1 });
  const items = rows.slice(0, limit).map(toDisputeSummary);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
