import { TradewindError } from '@tradewind/contracts/errors';
import type { Id, OrderId, ReturnId } from '@tradewind/contracts/ids';
import { onlyRow, type Sql } from '@tradewind/service';
import { addFact } from '../order/order-store.ts';
import { changeReturn, lockReturn, unsettledOf } from './return-store.ts';

const beginText = `
  WITH pieces AS (SELECT * FROM unnest($2::text[], $3::int[]) AS p(item_id, quantity)), settled AS (
    UPDATE return_item r SET replaced = replaced + p.quantity FROM pieces p WHERE r.return_id = $1 AND r.order_item_id = p.item_id
  )
  UPDATE orders SET replaces_return_id = $1 WHERE id = $4 RETURNING number`;

interface Begun {
  readonly returnId: ReturnId;
  /** Of the order that sends them anew. */
  readonly orderId: OrderId;
  readonly pieces: readonly { readonly itemId: Id<'orderItem'>; readonly quantity: number }[];
}

/** Notes that pieces of a return are sent anew by an order. @throws CONFLICT when other ones wait to be settled by now */
export async function beginReplacement(sql: Sql, { returnId, orderId, pieces }: Begun): Promise<void> {
  const { found } = await lockReturn(sql, returnId);
  const waits = found.items.flatMap((line) => (unsettledOf(line) > 0 ? [`${line.itemId} ${unsettledOf(line)}`] : []));
  const isSame =
    waits.toSorted().join() ===
    pieces
      .map(({ itemId, quantity }) => `${itemId} ${quantity}`)
      .toSorted()
      .join();
  if (!isSame) throw new TradewindError('CONFLICT', 'The return has changed since it was looked at.');
  await changeReturn(sql, found, 'replaced');
  const columns = [pieces.map(({ itemId }) => itemId), pieces.map(({ quantity }) => quantity)];
  const order = onlyRow(await sql.rows<{ number: string }>(beginText, [returnId, ...columns, orderId]));
  const data = { returnId, number: found.number, orderId, orderNumber: order?.number };
  await addFact(sql, found.orderId, { type: 'return_replaced', data });
}

const replacedText = 'SELECT replaces_return_id AS "returnId" FROM orders WHERE id = $1';
const undoText = `
  UPDATE return_item r SET replaced = r.replaced - i.quantity
  FROM order_item i, order_item f
  WHERE i.order_id = $2 AND f.variant_id = i.variant_id AND r.return_id = $1 AND r.order_item_id = f.id`;

/** An order is given up: where it was to send pieces of a return anew, these wait to be settled again. */
export async function undoReplacement(sql: Sql, orderId: OrderId): Promise<void> {
  const returnId = onlyRow(await sql.rows<{ returnId: ReturnId | null }>(replacedText, [orderId]))?.returnId;
  if (!returnId) return;
  const { found } = await lockReturn(sql, returnId);
  await sql.rows(undoText, [returnId, orderId]);
  if (found.status !== 'received') await changeReturn(sql, found, 'received');
  await addFact(sql, found.orderId, { type: 'return_reopened', data: { returnId, number: found.number } });
}
