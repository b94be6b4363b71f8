import type { OrderEditId, OrderId } from '@tradewind/contracts/ids';
import { appendEvents } from '@tradewind/messaging';
import { compare, type Money, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { applyEdit } from '../edit/apply-edit.ts';
import { isOpen } from '../edit/plan-edit.ts';
import { issueSupplement } from '../invoice/issue-supplement.ts';
import { addFact, lockOrder, type OrderItemRow, type OrderRow, readItems } from '../order/order-store.ts';
import { endSupplement, findSupplement, type SupplementRow, type WaitingPlan } from './supplement-store.ts';
import { withdrawLocked } from './withdraw-locked.ts';

const agreed = ['variantId', 'quantity', 'unitPrice', 'discount', 'tax', 'includedTax'] as const;

/** Whether an order is still what a plan was made for: what holds it still should not let this become false. */
function isAsPlanned(row: OrderRow, items: readonly OrderItemRow[], { lines, sums, difference }: WaitingPlan): boolean {
  const stands = lines.every(({ before, after }) => {
    if (before === null) return items.every(({ variantId }) => variantId !== after.variantId);
    const now = items.find(({ id }) => id === before.id);
    return now !== undefined && isOpen(now) && agreed.every((name) => now[name] === before[name]);
  });
  return row.status === 'confirmed' && row.total + difference === sums.total && stands;
}

async function pay(sql: Sql, row: OrderRow, { editId, plan, amount, askedBy }: SupplementRow): Promise<void> {
  await endSupplement(sql, editId, 'paid');
  const paid = money(amount, row.currency);
  await addFact(sql, row.id, { type: 'edit_paid', data: { editId, paid } });
  const edited = await applyEdit(sql, row, { id: editId, plan, address: plan.address ?? undefined, editedBy: askedBy });
  await issueSupplement(sql, edited, editId);
}

/**
 * The money for an edit has come: it is made of the order, in the same transaction as it counts as paid. Once, however often it is told. When
 * the edit was given up before, that is only written down: the payment service hears of it, and gives back by itself what it has captured
 * or ever captures of it. So it does of one that does not fit the order any more, which is given up now.
 * @throws NOT_FOUND
 */
export async function takeSupplement(
  sql: Sql,
  fact: { orderId: OrderId; editId: OrderEditId; amount: Money | null },
): Promise<SupplementRow['status']> {
  const row = await lockOrder(sql, fact.orderId);
  const supplement = await findSupplement(sql, fact.editId);
  if (!supplement) throw new Error(`${fact.editId} was paid for and never asked for`);
  const { editId, status, plan } = supplement;
  const amount = money(supplement.amount, row.currency);
  if (status === 'paid') return status;
  if (status !== 'awaiting_payment') {
    await addFact(sql, row.id, { type: 'edit_paid_late', data: { editId, paid: amount } });
    return status;
  }
  const isAsked = fact.amount === null || (fact.amount.currency === amount.currency && compare(fact.amount, amount) === 0);
  if (isAsked && isAsPlanned(row, await readItems(sql, row.id), plan)) {
    await pay(sql, row, supplement);
    return 'paid';
  }
  const { events } = await withdrawLocked(sql, row, 'overtaken');
  await appendEvents(sql, events);
  return 'withdrawn';
}
