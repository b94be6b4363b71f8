import type { returns } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { decideReturn } from './decide-return.ts';

/**
 * Staff end a return: what came and was not paid back is not going to be, what did not come can be asked for again. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when it is not approved yet, or over
 */
export function closeReturn(ctx: Services, input: ReturnKey & { reason: string }): Promise<returns.OrderReturn> {
  return changeOnce(ctx, { procedure: 'staffReturns.close', input }, (sql, { found }) => decideReturn(sql, found, 'closed', input.reason));
}
