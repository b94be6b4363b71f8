import { TradewindError } from '@tradewind/contracts/errors';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall, idempotent } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { changeBalance } from './change-balance.ts';
import { loadCredit } from './load-credit.ts';
import { readCredit } from './read-credit.ts';

type Input = z.infer<typeof schemas.adjustCreditInput>;

/**
 * Puts more on an account or takes some off, at the shop's expense, with a reason that is kept. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when it would be less than nothing, or less than what orders hold of it
 */
export async function adjustCredit(ctx: Context, { idempotencyKey: key, ...body }: Input): Promise<z.infer<typeof schemas.creditDetail>> {
  const { accountId, amountMinor, reason } = body;
  const actor = actorLabel(currentCall().actor);
  return await idempotent({ db: ctx.db, procedure: 'credit.adjust', actor, key, body }, async () => {
    const account = await loadCredit(ctx.db, accountId);
    await ctx.db.transaction(async (sql) => {
      if (await changeBalance(sql, { account, type: 'adjusted', amount: amountMinor, reason })) return;
      throw new TradewindError('CONFLICT', 'There is not as much on it that no order holds.');
    });
    return await readCredit(ctx, { accountId });
  });
}
