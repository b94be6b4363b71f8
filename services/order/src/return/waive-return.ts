import { TradewindError } from '@tradewind/contracts/errors';
import type { returns } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { addFact } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { changeReturn, type ReturnRow, waivePieces } from './return-store.ts';

async function waive(sql: Sql, found: ReturnRow): Promise<void> {
  const { id: returnId, orderId, number } = found;
  const isOpen = found.items.some((item) => item.quantity - item.sellable - item.damaged - item.waived - item.released > 0);
  if (!isOpen) throw new TradewindError('CONFLICT', 'Nothing of this return is still to come.');
  if (found.status !== 'received') await changeReturn(sql, found, 'received');
  await waivePieces(sql, returnId);
  await addFact(sql, orderId, { type: 'return_waived', data: { returnId, number } });
  await appendEvents(sql, [{ type: 'order.return_waived', aggregateId: orderId, data: { orderId, returnId } }]);
}

/**
 * Staff believe what the customer says of missing or damaged pieces: what of a return did not come back need not, and waits for its
 * money. Nothing goes into stock. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when it is over, or nothing of it is still to come
 */
export function waiveReturn(ctx: Services, input: ReturnKey): Promise<returns.OrderReturn> {
  return changeOnce(ctx, { procedure: 'staffReturns.waive', input }, (sql, { found }) => waive(sql, found));
}
