import { type Id, newId, type ReturnId } from '@tradewind/contracts/ids';
import type { returns } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { onlyRow, type Sql } from '@tradewind/service';
import { invalid, repeatable } from '../access.ts';
import { piecesOf } from '../order/fulfil-order.ts';
import { type OrderKey, openOwnOrder } from '../order/open-order.ts';
import { addFact, lockOrder, readItems } from '../order/order-store.ts';
import type { Services } from '../services.ts';
import { attachPictures } from './picture-store.ts';
import { insertReturn, loadReturn } from './return-store.ts';
import { toReturn } from './return-view.ts';
import { readRecentPieces, returnableOf } from './returnable.ts';

interface RequestInput extends OrderKey {
  readonly items: readonly { itemId: Id<'orderItem'>; quantity: number; reason: returns.ReturnReason }[];
  readonly note?: string | undefined;
  readonly pictures?: readonly Id<'returnPicture'>[] | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** @throws INVALID_INPUT naming the second of two items of the same line */
function eachOnce(items: RequestInput['items']): void {
  const seen = new Set<string>();
  items.forEach(({ itemId }, index) => {
    if (seen.has(itemId)) throw invalid(`items.${index}.itemId`, 'is named twice');
    seen.add(itemId);
  });
}

async function write(sql: Sql, input: RequestInput, windowDays: number): Promise<ReturnId> {
  const order = await lockOrder(sql, input.orderId);
  const recent = await readRecentPieces(sql, order.id, windowDays);
  piecesOf(await readItems(sql, order.id), input.items, (item) => returnableOf(item, recent.get(item.id) ?? 0));
  const before = onlyRow(
    await sql.rows<{ count: number }>('SELECT count(*)::int AS count FROM order_return WHERE order_id = $1', [order.id]),
  );
  const id = newId('return');
  const number = `${order.number}-R${(before?.count ?? 0) + 1}`;
  await insertReturn(sql, { id, orderId: order.id, number, note: input.note || null, items: input.items });
  await attachPictures(sql, { returnId: id, orderId: order.id, pictures: input.pictures ?? [] });
  const items = input.items.map(({ itemId, quantity }) => ({ itemId, quantity }));
  await addFact(sql, order.id, { type: 'return_requested', data: { returnId: id, number, items } });
  await appendEvents(sql, [{ type: 'order.return_requested', aggregateId: order.id, data: { orderId: order.id, returnId: id } }]);
  return id;
}

function request(ctx: Services, procedure: string, input: RequestInput): Promise<returns.OrderReturn> {
  eachOnce(input.items);
  return repeatable(ctx.db, { procedure, scope: input.orderId, input }, async (claim) => {
    if (claim.resource !== null) return toReturn(await loadReturn(ctx.db, claim.resource));
    const { store } = await ctx.settings.current();
    const id = await ctx.db.transaction(async (sql) => {
      const written = await write(sql, input, store.value.returnWindowDays);
      await claim.attach(sql, written);
      return written;
    });
    return toReturn(await loadReturn(ctx.db, id));
  });
}

/**
 * The customer, or the guest by token, asks to send pieces back that were shipped not too long ago. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming an unknown line or picture; CONFLICT when fewer pieces of a line can be returned
 */
export async function requestReturn(ctx: Services, input: RequestInput): Promise<returns.OrderReturn> {
  await openOwnOrder(ctx, input);
  return request(ctx, 'returns.request', input);
}

/** As {@link requestReturn}, for staff and any order: its customer has called, or written. */
export function requestAnyReturn(ctx: Services, input: Omit<RequestInput, 'orderToken' | 'pictures'>): Promise<returns.OrderReturn> {
  return request(ctx, 'staffReturns.request', input);
}
