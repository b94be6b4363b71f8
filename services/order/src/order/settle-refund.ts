import type { OrderEditId, OrderId, RefundId } from '@tradewind/contracts/ids';
import { appendEvents, type NewEvent } from '@tradewind/messaging';
import { type Money, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { invoiceAgain, issueCreditNote } from '../invoice/issue-credit-note.ts';
import { captureLocked, paymentChanged } from './capture-order.ts';
import { advanceFulfilment } from './fulfilment.ts';
import { changePart, type OrderPart, readParts } from './order-parts.ts';
import { addFact, changeOrder, lockOrder, type OrderRow } from './order-store.ts';
import { failRefundRow, findRefund, type RefundRow, readRefunds, settleRefundRow, takeBackRefundRow } from './refund-store.ts';

/**
 * Gives up what is still asked for of a payment when its money went back another way, such as by the payment service itself.
 * @returns how much that was, minor units
 */
async function makeRoom(sql: Sql, orderId: OrderId, { supplementId, paid, refunded, refundPending }: OrderPart): Promise<number> {
  let givenUp = 0;
  for (const refund of await readRefunds(sql, orderId)) {
    if (refunded + refundPending - givenUp <= paid) break;
    if (refund.supplementId === supplementId) givenUp += await failRefundRow(sql, { id: refund.id, orderId });
  }
  return givenUp;
}

interface Refunded {
  readonly orderId: OrderId;
  /** The edit whose payment it was, if any's. */
  readonly editId?: OrderEditId | undefined;
  readonly refundId: RefundId;
  readonly amount: Money;
}

/**
 * Money went back to the customer: sums and states follow, and `order.refunded` is told. Once per refund, however often it is
 * told, and also before the capture was heard of. What was paid for an edit that had been given up counted as nothing, so its way back is
 * none of the order's.
 * @throws NOT_FOUND
 */
export async function settleRefund(sql: Sql, fact: Refunded): Promise<void> {
  const { orderId, refundId } = fact;
  const locked = await lockOrder(sql, orderId);
  const known = await findRefund(sql, refundId);
  if (known?.status === 'succeeded') return;
  const supplementId = known ? known.supplementId : (fact.editId ?? null);
  // What is given back was paid: the event that says so is still on its way.
  const isEarly = supplementId === null && locked.paid === 0;
  const { row, events: captured } = isEarly ? await captureLocked(sql, locked, null) : { row: locked, events: [] };
  const part = (await readParts(sql, row)).find((one) => one.supplementId === supplementId);
  if (!part) return;
  const amount = Math.min(fact.amount.amountMinor, part.paid - part.refunded);
  const asked = known?.status === 'pending' ? known.amount : 0;
  await settleRefundRow(sql, { id: refundId, orderId, amount: fact.amount.amountMinor, supplementId });
  const after = { ...part, refunded: part.refunded + amount, refundPending: part.refundPending - asked };
  const settled = asked + (await makeRoom(sql, orderId, after));
  await changePart(sql, supplementId, { refunded: amount, refundPending: -settled });
  const refunded = row.refunded + amount;
  const changed = await changeOrder(sql, row, {
    refunded,
    refundPending: row.refundPending - settled,
    paymentStatus: refunded === row.paid ? 'refunded' : 'partially_refunded',
  });
  await addFact(sql, orderId, { type: 'refunded', data: { refundId, amount: fact.amount } });
  await issueCreditNote(sql, changed, {
    id: refundId,
    amount,
    reason: known?.reason ?? 'Order cancelled',
    supplementId,
  });
  const { row: next, events: advanced } = await advanceFulfilment(sql, changed);
  const total = money(refunded, row.currency);
  const told: NewEvent = {
    type: 'order.refunded',
    aggregateId: orderId,
    data: { orderId, refundId, amount: fact.amount, totalRefunded: total, ...(known && { to: known.to }) },
  };
  await appendEvents(sql, [...captured, told, paymentChanged(next), ...advanced]);
}

/**
 * A bank took back what had gone through: the money is here again, and can be refunded another way. What was not shipped for it can be,
 * as long as the order's parcels are not all on their way.
 * @returns the order's row after that; nothing when the refund had not gone through
 */
async function takeBack(sql: Sql, row: OrderRow, { id, supplementId }: RefundRow): Promise<{ next: OrderRow; amount: number } | undefined> {
  const mayShip = row.status === 'confirmed' && (row.fulfilmentStatus === 'unfulfilled' || row.fulfilmentStatus === 'partial');
  const amount = await takeBackRefundRow(sql, { id, orderId: row.id, mayShip });
  if (amount === 0) return undefined;
  // No more was counted than what was paid.
  const part = (await readParts(sql, row)).find((one) => one.supplementId === supplementId);
  const counted = Math.min(amount, part?.refunded ?? 0);
  await changePart(sql, supplementId, { refunded: -counted });
  const refunded = row.refunded - counted;
  const next = await changeOrder(sql, row, { refunded, paymentStatus: refunded === 0 ? 'paid' : 'partially_refunded' });
  await invoiceAgain(sql, next, id);
  return { next, amount };
}

/** A refund that was asked for did not come through. @returns nothing when it was not under way */
async function giveUp(sql: Sql, row: OrderRow, { id, supplementId }: RefundRow): Promise<{ next: OrderRow; amount: number } | undefined> {
  const amount = await failRefundRow(sql, { id, orderId: row.id });
  if (amount === 0) return undefined;
  await changePart(sql, supplementId, { refundPending: -amount });
  return { next: await changeOrder(sql, row, { refundPending: row.refundPending - amount }), amount };
}

/**
 * A refund did not come through, or was taken back after it had: its sum can be refunded again, its pieces shipped. Does nothing to one
 * that has failed already. One that the payment service made by itself, of an edit that had been given up, is written down for staff.
 * @throws NOT_FOUND
 */
export async function failRefund(sql: Sql, fact: Omit<Refunded, 'amount'>): Promise<void> {
  const row = await lockOrder(sql, fact.orderId);
  const refund = await findRefund(sql, fact.refundId);
  if (!refund && fact.editId) await addFact(sql, fact.orderId, { type: 'refund_failed', data: { refundId: fact.refundId } });
  const failed = refund && ((await giveUp(sql, row, refund)) ?? (await takeBack(sql, row, refund)));
  if (!failed) return;
  const data = { refundId: fact.refundId, amount: money(failed.amount, row.currency) };
  await addFact(sql, fact.orderId, { type: 'refund_failed', data });
  await appendEvents(sql, [paymentChanged(failed.next)]);
}
