import type { credit as schemas } from '@tradewind/contracts/schemas';
import { actorLabel, currentCall } from '@tradewind/service';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { loadCredit } from './load-credit.ts';
import { readCredit } from './read-credit.ts';

const disableText = `
  UPDATE credit_account SET disabled_at = now(), disabled_by = $2, disabled_reason = $3 WHERE id = $1 AND disabled_at IS NULL`;

/**
 * From now on an account pays for nothing more: what orders hold of it already stays theirs, and its balance stays in the books.
 * Disabled twice it stays as it was.
 * @throws NOT_FOUND
 */
export async function disableCredit(
  ctx: Pick<Context, 'db'>,
  { accountId, reason }: z.infer<typeof schemas.disableCreditInput>,
): Promise<z.infer<typeof schemas.creditDetail>> {
  await loadCredit(ctx.db, accountId);
  await ctx.db.rows(disableText, [accountId, actorLabel(currentCall().actor), reason]);
  return await readCredit(ctx, { accountId });
}
