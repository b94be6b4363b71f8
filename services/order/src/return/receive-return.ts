import { TradewindError } from '@tradewind/contracts/errors';
import type { Id } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { invalid } from '../access.ts';
import { advanceFulfilment } from '../order/fulfilment.ts';
import { addFact, type OrderRow, readItems } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { changeOnce, type ReturnKey } from './change-once.ts';
import { changeReturn, type ReturnRow, receivePieces } from './return-store.ts';

interface Came {
  readonly itemId: Id<'orderItem'>;
  readonly sellable: number;
  readonly damaged: number;
}

/** Each line once. @throws INVALID_INPUT naming a line that the return does not have; CONFLICT when fewer are still to come */
function linesOf(found: ReturnRow, items: readonly Came[]): Came[] {
  const lines = new Map<string, Came>();
  items.forEach(({ itemId, sellable, damaged }, index) => {
    const asked = found.items.find((item) => item.itemId === itemId);
    if (!asked) throw invalid(`items.${index}.itemId`, 'is not an item of this return');
    const before = lines.get(itemId) ?? { sellable: 0, damaged: 0 };
    const line = { itemId, sellable: before.sellable + sellable, damaged: before.damaged + damaged };
    const left = asked.quantity - asked.sellable - asked.damaged - asked.waived - asked.released;
    if (line.sellable + line.damaged > left) throw new TradewindError('CONFLICT', `Of items.${index} only ${left} are still to come.`);
    lines.set(itemId, line);
  });
  return [...lines.values()];
}

async function receive(sql: Sql, { order, found }: { order: OrderRow; found: ReturnRow }, items: readonly Came[]): Promise<void> {
  const lines = linesOf(found, items);
  if (found.status === 'requested') throw new TradewindError('CONFLICT', 'The return is requested.');
  if (found.status !== 'received') await changeReturn(sql, found, 'received');
  for (const line of lines) await receivePieces(sql, found.id, line);
  const { row: next, events } = await advanceFulfilment(sql, order);
  await addFact(sql, order.id, { type: 'return_received', data: { returnId: found.id, number: found.number, items: lines } });
  const known = new Map((await readItems(sql, order.id)).map((item) => [item.id, item]));
  const told = lines.flatMap(({ itemId, sellable, damaged }) => {
    const item = known.get(itemId);
    return item ? [{ variantId: item.variantId, sku: item.sku, sellable, damaged }] : [];
  });
  const data = { orderId: order.id, returnId: found.id, fulfilmentStatus: next.fulfilmentStatus, lines: told };
  await appendEvents(sql, [{ type: 'order.return_received', aggregateId: order.id, data }, ...events]);
}

/**
 * Pieces of a return came back, each to be sold again or not; the event puts the former into stock. An order all of whose pieces came
 * back is returned. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming an unknown line; CONFLICT when the return is not approved, or fewer pieces are still to come
 */
export function receiveReturn(ctx: Services, input: ReturnKey & { items: readonly Came[] }): Promise<returns.OrderReturn> {
  return changeOnce(ctx, { procedure: 'staffReturns.receive', input }, (sql, locked) => receive(sql, locked, input.items));
}
