import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import type { Context } from '../services.ts';

const sums = `
  SELECT currency, COALESCE(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS debit,
    COALESCE(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS credit
  FROM ledger_entry GROUP BY currency ORDER BY currency`;

/** Sums of both sides over the whole ledger, in minor units; equal for each currency, by constraint. */
export async function readLedgerBalance(ctx: Context): Promise<schemas.LedgerBalance> {
  const rows = await ctx.db.rows<{ currency: Currency; debit: number; credit: number }>(sums);
  return Object.fromEntries(rows.map(({ currency, debit, credit }) => [currency, { debit, credit }]));
}
