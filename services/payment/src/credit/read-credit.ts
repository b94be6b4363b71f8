import type { CreditAccountId } from '@tradewind/contracts/ids';
import type { credit as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import { readMovements } from './credit-store.ts';
import { toCredit, toMovement } from './credit-view.ts';
import { loadCredit } from './load-credit.ts';

/** An account and what happened to it, for staff. @throws NOT_FOUND */
export async function readCredit(
  { db }: Pick<Context, 'db'>,
  { accountId }: { accountId: CreditAccountId },
): Promise<z.infer<typeof schemas.creditDetail>> {
  const row = await loadCredit(db, accountId);
  const movements = await readMovements(db, accountId);
  return { ...toCredit(row), movements: movements.map((movement) => toMovement(movement, row.currency)) };
}
