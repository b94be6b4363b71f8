import type { OrderEditId } from '@tradewind/contracts/ids';
import type { primitives } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { money } from '@tradewind/money';
import { actorLabel, currentCall, type Sql } from '@tradewind/service';
import { toldChanges } from '../edit/edit-store.ts';
import type { Plan } from '../edit/plan-edit.ts';
import { addFact, type OrderRow } from '../order/order-store.ts';
import { insertSupplement } from './supplement-store.ts';

interface Asked {
  readonly id: OrderEditId;
  readonly plan: Plan;
  readonly address: primitives.Address | undefined;
  readonly expiresAt: Date;
}

/** Writes down an edit of a locked order that is to be paid for first: nothing of the order changes yet, and its customer is asked. */
export async function askSupplement(sql: Sql, row: OrderRow, { id: editId, plan, address, expiresAt }: Asked): Promise<void> {
  const changed = plan.lines.filter(({ before, after }) => before?.quantity !== after.quantity);
  await insertSupplement(sql, {
    editId,
    orderId: row.id,
    amount: plan.difference,
    plan: { ...plan, lines: changed, address: address ?? null },
    askedBy: actorLabel(currentCall().actor),
    expiresAt,
  });
  const amount = money(plan.difference, row.currency);
  const until = expiresAt.toISOString();
  const data = { editId, lines: toldChanges(plan), amount, expiresAt: until, changesAddress: address !== undefined };
  await addFact(sql, row.id, { type: 'edit_requested', data });
  await appendEvents(sql, [
    { type: 'order.edit_requested', aggregateId: row.id, data: { orderId: row.id, editId, amount, expiresAt: until } },
  ]);
}
