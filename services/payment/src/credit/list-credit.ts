import { TradewindError } from '@tradewind/contracts/errors';
import { idPattern } from '@tradewind/contracts/ids';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { listCreditRows } from './credit-store.ts';
import { toCredit } from './credit-view.ts';

type Input = z.infer<typeof schemas.creditListInput>;
type List = z.infer<typeof schemas.creditList>;

/** Gift cards or store credit for staff, newest first. The cursor is the last id of the page before. @throws INVALID_INPUT naming `cursor` */
export async function listCredit({ db }: Pick<Context, 'db'>, { kind, query, cursor, limit }: Input): Promise<List> {
  if (cursor !== undefined && !idPattern('creditAccount').test(cursor)) {
    throw new TradewindError('INVALID_INPUT', 'The cursor is not from a list.', { errors: [{ path: 'cursor', message: 'is not known' }] });
  }
  const rows = await listCreditRows(db, { kind, query: query || null, before: cursor ?? null, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toCredit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
