import type { OrderEditId } from '@tradewind/contracts/ids';
import type { primitives } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { paymentChanged } from '../order/capture-order.ts';
import { advanceFulfilment } from '../order/fulfilment.ts';
import { addFact, changeOrder, leftOf, type OrderRow } from '../order/order-store.ts';
import { beginRefund } from '../order/refund-order.ts';
import { changesOf, toldChanges, writeEdit } from './edit-store.ts';
import type { Plan } from './plan-edit.ts';
import { spreadPromotions } from './spread-promotions.ts';

interface Edit {
  readonly id: OrderEditId;
  readonly plan: Plan;
  readonly address: primitives.Address | undefined;
  readonly editedBy: string;
}

/**
 * Makes an edit of a locked order, in the caller's transaction: lines, sums, address, fact and event. What it costs less is refunded; what it
 * costs more counts as paid, which the caller has seen.
 * @returns the order's row after that
 */
export async function applyEdit(sql: Sql, row: OrderRow, { id, plan, address, editedBy }: Edit): Promise<OrderRow> {
  await writeEdit(sql, { id, orderId: row.id, plan, address, editedBy });
  if (plan.sums.discount !== row.discount) await spreadPromotions(sql, row.id, plan.sums.discount);
  const difference = money(plan.difference, row.currency);
  const data = { editId: id, lines: toldChanges(plan), difference, changesAddress: address !== undefined };
  await addFact(sql, row.id, { type: 'edited', data });
  const edited = { ...row, ...plan.sums, paid: row.paid + Math.max(0, plan.difference), ...(address && { shippingAddress: address }) };
  const { row: next, events } = await advanceFulfilment(sql, edited);
  const told = changesOf(plan).map(({ variantId, sku, delta }) => ({ variantId, sku, delta }));
  await appendEvents(sql, [{ type: 'order.edited', aggregateId: row.id, data: { orderId: row.id, editId: id, lines: told } }, ...events]);
  const refund = Math.min(-plan.difference, leftOf(next));
  if (refund > 0) await beginRefund(sql, next, { amount: refund, reason: 'Order changed', editId: id });
  // Of an order that was refunded in full, something is paid again.
  if (plan.difference <= 0 || next.paymentStatus !== 'refunded') return next;
  const paid = await changeOrder(sql, next, { paymentStatus: 'partially_refunded' });
  await appendEvents(sql, [paymentChanged(paid)]);
  return paid;
}
