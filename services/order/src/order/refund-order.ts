import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type OrderEditId, type OrderId, type ReturnId } from '@tradewind/contracts/ids';
import type { credit, order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { refundOf } from '../totals/totals.ts';
import { askRefund } from './ask-refund.ts';
import { paymentChanged } from './capture-order.ts';
import { piecesOf } from './fulfil-order.ts';
import { addFact, changeOrder, leftOf, lockOrder, type OrderItemRow, type OrderRow, readItems } from './order-store.ts';
import { findRefund, insertRefund, type RefundRow, takePieces, toRefund } from './refund-store.ts';

interface RefundInput {
  readonly orderId: OrderId;
  readonly amountMinor?: number | undefined;
  readonly items?: readonly { itemId: Id<'orderItem'>; quantity: number }[] | undefined;
  readonly reason: string;
  readonly to?: credit.RefundTo | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** What a return holds is paid back by the return. */
export const leftToRefund = (item: OrderItemRow) => item.quantity - item.refundedQuantity - item.heldQuantity;

/** What pieces of a line are worth with their tax, as far as it was not refunded; minor units. */
export function worthOf(item: OrderItemRow, quantity: number): number {
  return refundOf({ ...item, refunded: item.refundedQuantity }, quantity);
}

/** What goes back and for which pieces. Neither an amount nor items means everything that is left. */
function shareOf(row: OrderRow, items: readonly OrderItemRow[], input: RefundInput): { amount: number; pieces: Map<OrderItemRow, number> } {
  if (input.amountMinor !== undefined) return { amount: input.amountMinor, pieces: new Map() };
  if (input.items) {
    const pieces = piecesOf(items, input.items, leftToRefund);
    const amounts = [...pieces].map(([item, quantity]) => worthOf(item, quantity));
    return { amount: amounts.reduce((left, right) => left + right, 0), pieces };
  }
  const rest = items.filter((item) => leftToRefund(item) > 0).map((item) => [item, leftToRefund(item)] as const);
  return { amount: leftOf(row), pieces: new Map(rest) };
}

/**
 * Writes a refund of a locked order, to be asked for after the commit. Which pieces it pays for is the caller's to note.
 * @param what.amount minor units
 * @throws CONFLICT when it is nothing, or more than is left of what was paid
 */
export async function beginRefund(
  sql: Sql,
  row: OrderRow,
  what: { amount: number; reason: string; to?: credit.RefundTo | undefined; returnId?: ReturnId; editId?: OrderEditId },
): Promise<RefundRow> {
  const { amount, reason, to = 'original', returnId = null, editId = null } = what;
  const left = leftOf(row);
  if (amount <= 0 || amount > left) {
    throw new TradewindError(
      'CONFLICT',
      left > 0 ? `Of what was paid ${left} in minor units are left to refund.` : 'Nothing is left to refund.',
    );
  }
  const refund = await insertRefund(sql, { id: newId('refund'), orderId: row.id, amount, reason, to, returnId, editId });
  const changed = await changeOrder(sql, row, { refundPending: row.refundPending + amount });
  const data = { refundId: refund.id, amount: money(amount, row.currency), reason };
  await addFact(sql, row.id, { type: 'refund_requested', data });
  await appendEvents(sql, [paymentChanged(changed)]);
  return refund;
}

async function writeRefund(sql: Sql, input: RefundInput): Promise<RefundRow> {
  const row = await lockOrder(sql, input.orderId);
  const { amount, pieces } = shareOf(row, await readItems(sql, row.id), input);
  const refund = await beginRefund(sql, row, { amount, reason: input.reason, to: input.to });
  for (const [item, quantity] of pieces) await takePieces(sql, refund.id, { itemId: item.id, quantity, worth: worthOf(item, quantity) });
  return refund;
}

/** Asks for a refund that was begun, and says how far it is. @throws CONFLICT when it was refused */
export async function answerRefund(ctx: Services, refund: RefundRow): Promise<order.Refund> {
  if ((await askRefund(ctx, refund.id)) === 'failed') throw new TradewindError('CONFLICT', 'The payment service refused the refund.');
  const [row] = await ctx.db.rows<Pick<OrderRow, 'currency'>>('SELECT currency FROM orders WHERE id = $1', [refund.orderId]);
  if (!row) throw new Error('a refund has an order');
  return toRefund((await findRefund(ctx.db, refund.id)) ?? refund, row.currency);
}

/**
 * Gives money back, the way it was paid or as store credit: an amount, the price of some pieces with their tax, or everything that is left. Pieces that were not
 * shipped yet are not, unless it fails; their stock does not come back by itself. The payment's answer or its event settles it. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming an unknown line; CONFLICT when it is more than is left of what was paid
 */
export function refundOrder(ctx: Services, input: RefundInput): Promise<order.Refund> {
  return repeatable(ctx.db, { procedure: 'staff.refund', scope: input.orderId, input }, async (claim) => {
    const begun = claim.resource === null ? undefined : await findRefund(ctx.db, claim.resource);
    const refund =
      begun ??
      (await ctx.db.transaction(async (sql) => {
        const written = await writeRefund(sql, input);
        await claim.attach(sql, written.id);
        return written;
      }));
    return answerRefund(ctx, refund);
  });
}
