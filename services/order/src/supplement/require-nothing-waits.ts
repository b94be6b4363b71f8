import { TradewindError } from '@tradewind/contracts/errors';
import { formatMoney, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import type { OrderRow } from '../order/order-store.ts';
import { findWaiting } from './supplement-store.ts';

/**
 * Holds still what an edit was made for while it waits for its payment.
 * @param row of a locked order
 * @throws CONFLICT that says what waits
 */
export async function requireNothingWaits(sql: Sql, row: Pick<OrderRow, 'id' | 'currency'>): Promise<void> {
  const waiting = await findWaiting(sql, row.id);
  if (!waiting) return;
  const amount = formatMoney(money(waiting.amount, row.currency));
  throw new TradewindError('CONFLICT', `A change of this order waits for ${amount} from its customer; withdraw it first.`);
}
