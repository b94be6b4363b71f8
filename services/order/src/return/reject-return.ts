import type { returns } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { decideReturn } from './decide-return.ts';

/**
 * Staff do not take a return on, and say why; its pieces can be refunded, or asked for, again. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT unless it is requested
 */
export function rejectReturn(ctx: Services, input: ReturnKey & { reason: string }): Promise<returns.OrderReturn> {
  return changeOnce(ctx, { procedure: 'staffReturns.reject', input }, (sql, { found }) =>
    decideReturn(sql, found, 'rejected', input.reason),
  );
}
