import type { ReturnId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { loadReturn, lockReturn } from './return-store.ts';
import { toReturn } from './return-view.ts';

export interface ReturnKey {
  readonly returnId: ReturnId;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Changes a return in one transaction, in which its order is locked; under a key, once.
 * @returns the return after that
 * @throws NOT_FOUND, and what the change throws
 */
export function changeOnce(
  ctx: Services,
  { procedure, input }: { procedure: string; input: ReturnKey },
  change: (sql: Sql, locked: Awaited<ReturnType<typeof lockReturn>>) => Promise<void>,
): Promise<returns.OrderReturn> {
  const { returnId } = input;
  return repeatable(ctx.db, { procedure, scope: returnId, input }, async (claim) => {
    // With a resource, an earlier try did it and could not say so.
    if (claim.resource === null) {
      await ctx.db.transaction(async (sql) => {
        await change(sql, await lockReturn(sql, returnId));
        await claim.attach(sql, returnId);
      });
    }
    return toReturn(await loadReturn(ctx.db, returnId));
  });
}
