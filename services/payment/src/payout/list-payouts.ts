import type { payment as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { z } from 'zod';
import { requireCursor } from '../require-cursor.ts';
import type { Context } from '../services.ts';
import { readPayouts } from './payout-store.ts';

type Input = z.infer<typeof schemas.payoutListInput>;
type List = z.infer<typeof schemas.payoutList>;

/** Payouts for staff, newest first. The cursor is the last id of the page before. @throws INVALID_INPUT naming `cursor` */
export async function listPayouts({ db }: Pick<Context, 'db'>, { status, cursor, limit }: Input): Promise<List> {
  requireCursor('payout', cursor);
  const rows = await readPayouts(db, { ...(status && { status }), ...(cursor && { before: cursor }), limit: limit + 1 });
  const items = rows.slice(0, limit).map(({ amount, currency, arrivesAt, madeAt, ...row }) => ({
    ...row,
    amount: money(amount, currency),
    arrivesAt: arrivesAt.toISOString(),
    madeAt: madeAt.toISOString(),
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
