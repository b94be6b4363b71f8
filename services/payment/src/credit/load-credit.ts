import { TradewindError } from '@tradewind/contracts/errors';
import type { CreditAccountId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import { type CreditRow, findCredit } from './credit-store.ts';

/** @throws NOT_FOUND */
export async function loadCredit(sql: Sql, accountId: CreditAccountId): Promise<CreditRow> {
  const row = await findCredit(sql, accountId);
  if (!row) throw new TradewindError('NOT_FOUND', 'There is no such gift card or store credit.');
  return row;
}
