import { TradewindError } from '@tradewind/contracts/errors';
import type { credit, order } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import { repeatable } from '../access.ts';
import { leftOf, type OrderItemRow, type OrderRow, readItems } from '../order/order-store.ts';
import { answerRefund, beginRefund, worthOf } from '../order/refund-order.ts';
import type { RefundRow } from '../order/refund-store.ts';
import type { Services } from '../services.ts';
import type { ReturnKey } from './change-once.ts';
import { changeReturn, lockReturn, payPieces, type ReturnRow, unsettledOf } from './return-store.ts';

/** What came back, or need not, and was not paid back yet, by line, and what it is worth with its tax. */
function unpaid(found: ReturnRow, items: readonly OrderItemRow[]): { item: OrderItemRow; quantity: number; worth: number }[] {
  return items.flatMap((item) => {
    const line = found.items.find(({ itemId }) => itemId === item.id);
    const quantity = line ? unsettledOf(line) : 0;
    return quantity > 0 ? [{ item, quantity, worth: worthOf(item, quantity) }] : [];
  });
}

async function begin(sql: Sql, { order: row, found }: { order: OrderRow; found: ReturnRow }, to: credit.RefundTo): Promise<RefundRow> {
  const pieces = unpaid(found, await readItems(sql, row.id));
  if (pieces.length === 0) throw new TradewindError('CONFLICT', 'Nothing that came back waits for its money.');
  // An amount may have been given back before, for the same fault.
  const amount = Math.min(
    pieces.reduce((sum, { worth }) => sum + worth, 0),
    leftOf(row),
  );
  const refund = await beginRefund(sql, row, { amount, reason: `Return ${found.number}`, returnId: found.id, to });
  for (const { item, ...paid } of pieces) await payPieces(sql, { id: refund.id, returnId: found.id }, { itemId: item.id, ...paid });
  await changeReturn(sql, found, 'refunded');
  return refund;
}

/**
 * Gives the money back for what came back of a return: the price of the pieces with their tax, or what is left of what was paid when that
 * is less. When the refund fails, they wait for their money again. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when nothing waits for its money, or nothing is left of what was paid
 */
export function refundReturn(ctx: Services, input: ReturnKey & { to?: credit.RefundTo | undefined }): Promise<order.Refund> {
  return repeatable(ctx.db, { procedure: 'staffReturns.refund', scope: input.returnId, input }, async (claim) => {
    const refundId =
      claim.resource ??
      (await ctx.db.transaction(async (sql) => {
        const { id } = await begin(sql, await lockReturn(sql, input.returnId), input.to ?? 'original');
        await claim.attach(sql, id);
        return id;
      }));
    return answerRefund(ctx, refundId);
  });
}
