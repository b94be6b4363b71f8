import { TradewindError } from '@tradewind/contracts/errors';
import { type Id, newId, type OrderEditId, type OrderId, type ReturnId } from '@tradewind/contracts/ids';
import type { credit, order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import type { Services } from '../services.ts';
import { requireNothingWaits } from '../supplement/require-nothing-waits.ts';
import { refundOf } from '../totals/totals.ts';
import { askRefund } from './ask-refund.ts';
import { paymentChanged } from './capture-order.ts';
import { piecesOf } from './fulfil-order.ts';
import { changePart, readParts } from './order-parts.ts';
import { addFact, changeOrder, leftOf, lockOrder, type OrderItemRow, type OrderRow, readItems } from './order-store.ts';
import { insertRefund, type RefundRow, readTogether, takePieces, toRefund } from './refund-store.ts';

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

interface Beginning {
  /** Minor units. */
  readonly amount: number;
  readonly reason: string;
  readonly to?: credit.RefundTo | undefined;
  readonly returnId?: ReturnId;
  readonly editId?: OrderEditId;
}

/** What each payment of an order gives of an amount: the newest first, as far as it goes. */
async function sharesOf(sql: Sql, row: OrderRow, amount: number): Promise<{ supplementId: OrderEditId | null; share: number }[]> {
  let rest = amount;
  return (await readParts(sql, row)).flatMap(({ supplementId, paid, refunded, refundPending }) => {
    const share = Math.min(rest, paid - refunded - refundPending);
    rest -= share;
    return share > 0 ? [{ supplementId, share }] : [];
  });
}

/**
 * Writes a refund of a locked order, to be asked for after the commit: a row for each payment that it takes. Which pieces it pays for is
 * the caller's to note, with the first.
 * @throws CONFLICT when it is nothing, or more than is left of what was paid, or an edit waits for its payment
 */
export async function beginRefund(sql: Sql, row: OrderRow, what: Beginning): Promise<RefundRow> {
  const { amount, reason, to = 'original', returnId = null, editId = null } = what;
  await requireNothingWaits(sql, row);
  const left = leftOf(row);
  if (amount <= 0 || amount > left) {
    throw new TradewindError(
      'CONFLICT',
      left > 0 ? `Of what was paid ${left} in minor units are left to refund.` : 'Nothing is left to refund.',
    );
  }
  let first: RefundRow | undefined;
  for (const { supplementId, share } of await sharesOf(sql, row, amount)) {
    const refund = { id: newId('refund'), orderId: row.id, amount: share, reason, to, returnId, editId, supplementId };
    const written = await insertRefund(sql, { ...refund, withId: first?.id ?? null });
    await changePart(sql, supplementId, { refundPending: share });
    const data = { refundId: written.id, amount: money(share, row.currency), reason };
    await addFact(sql, row.id, { type: 'refund_requested', data });
    first ??= written;
  }
  if (!first) throw new Error('what is left of an order is left of its payments');
  const changed = await changeOrder(sql, row, { refundPending: row.refundPending + amount });
  await appendEvents(sql, [paymentChanged(changed)]);
  return first;
}

async function writeRefund(sql: Sql, input: RefundInput): Promise<RefundRow> {
  const row = await lockOrder(sql, input.orderId);
  const { amount, pieces } = shareOf(row, await readItems(sql, row.id), input);
  const refund = await beginRefund(sql, row, { amount, reason: input.reason, to: input.to });
  for (const [item, quantity] of pieces) await takePieces(sql, refund.id, { itemId: item.id, quantity, worth: worthOf(item, quantity) });
  return refund;
}

/**
 * Asks for a refund that was begun, of each payment that it takes, and says how far it is: all of it that was not refused, pending until
 * the last has gone through.
 * @param refundId of the first
 * @throws CONFLICT when all of it was refused
 */
export async function answerRefund(ctx: Services, refundId: string): Promise<order.Refund> {
  for (const { id } of await readTogether(ctx.db, refundId)) await askRefund(ctx, id);
  const rows = (await readTogether(ctx.db, refundId)).filter(({ status }) => status !== 'failed');
  const [first] = rows;
  if (!first) throw new TradewindError('CONFLICT', 'The payment service refused the refund.');
  const [row] = await ctx.db.rows<Pick<OrderRow, 'currency'>>('SELECT currency FROM orders WHERE id = $1', [first.orderId]);
  if (!row) throw new Error('a refund has an order');
  const status = rows.some((one) => one.status === 'pending') ? 'pending' : 'succeeded';
  return toRefund({ ...first, status, amount: rows.reduce((sum, one) => sum + one.amount, 0) }, row.currency);
}

/**
 * Gives money back, the way it was paid or as store credit: an amount, the price of some pieces with their tax, or everything that is left. Pieces that were not
 * shipped yet are not, unless it fails; their stock does not come back by itself. The payment's answer or its event settles it. Repeatable with a key.
 * @throws NOT_FOUND; INVALID_INPUT naming an unknown line; CONFLICT when it is more than is left of what was paid
 */
export function refundOrder(ctx: Services, input: RefundInput): Promise<order.Refund> {
  return repeatable(ctx.db, { procedure: 'staff.refund', scope: input.orderId, input }, async (claim) => {
    const refundId =
      claim.resource ??
      (await ctx.db.transaction(async (sql) => {
        const { id } = await writeRefund(sql, input);
        await claim.attach(sql, id);
        return id;
      }));
    return answerRefund(ctx, refundId);
  });
}
