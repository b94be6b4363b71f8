import type { returns } from '@tradewind/contracts/schemas';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { decideReturn } from './decide-return.ts';

/** Staff take a return on; its customer hears how to send it. Repeatable with a key. @throws NOT_FOUND; CONFLICT unless it is requested */
export function approveReturn(ctx: Services, input: ReturnKey): Promise<returns.OrderReturn> {
  return changeOnce(ctx, { procedure: 'staffReturns.approve', input }, (sql, { found }) => decideReturn(sql, found, 'approved'));
}
