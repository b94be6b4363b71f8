import type { payment as schemas } from '@tradewind/contracts/schemas';
import { type Currency, isCurrency, money } from '@tradewind/money';
import { onlyRow } from '@tradewind/service';
import type { z } from 'zod';
import { toTradewindError } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { countOpen } from './discrepancy-store.ts';

const heldText = `SELECT currency, sum(amount)::bigint AS amount FROM ledger_entry WHERE account = 'processor' GROUP BY currency`;
// A webhook tells that money has come and nothing of its fee: the sweep asks for that.
const awaitedText = `
  SELECT currency, count(*)::int AS count FROM payment
  WHERE status IN ('captured', 'conflicted') AND fee IS NULL AND next_check_at IS NOT NULL GROUP BY currency`;
const comparedText = 'SELECT compared_at AS "comparedAt" FROM processor_match';

/** How the ledger's account of the processor and the processor's own balance stand by now. @throws UNAVAILABLE */
export async function readReconciliation(ctx: Context): Promise<z.infer<typeof schemas.reconciliation>> {
  const ours = new Map((await ctx.db.rows<{ currency: Currency; amount: number }>(heldText)).map((row) => [row.currency, row.amount]));
  const awaited = new Map((await ctx.db.rows<{ currency: Currency; count: number }>(awaitedText)).map((row) => [row.currency, row.count]));
  const theirs = await readBalance(ctx);
  const compared = onlyRow(await ctx.db.rows<{ comparedAt: Date | null }>(comparedText))?.comparedAt ?? null;
  const currencies = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted();
  return {
    comparedAt: compared?.toISOString() ?? null,
    open: await countOpen(ctx.db),
    balances: currencies.map((currency) => ({
      ours: money(ours.get(currency) ?? 0, currency),
      theirs: money(theirs.get(currency) ?? 0, currency),
      feesAwaited: awaited.get(currency) ?? 0,
    })),
  };
}

/** What the processor holds for us, available or not yet, minor units. */
async function readBalance({ stripe }: Context): Promise<Map<Currency, number>> {
  try {
    const { available, pending } = await stripe.balance.retrieve();
    const sums = new Map<Currency, number>();
    for (const { currency: written, amount } of [...available, ...pending]) {
      const currency = written.toUpperCase();
      if (isCurrency(currency)) sums.set(currency, (sums.get(currency) ?? 0) + amount);
    }
    return sums;
  } catch (error) {
    throw toTradewindError(error);
  }
}
