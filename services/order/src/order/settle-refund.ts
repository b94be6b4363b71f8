import type { OrderId, RefundId } from '@tradewind/contracts/ids';
import { appendEvents, type NewEvent } from '@tradewind/messaging';
import { type Money, money } from '@tradewind/money';
import type { Sql } from '@tradewind/service';
import { invoiceAgain, issueCreditNote } from '../invoice/issue-credit-note.ts';
import { captureLocked, paymentChanged } from './capture-order.ts';
import { advanceFulfilment } from './fulfilment.ts';
import { addFact, changeOrder, lockOrder, type OrderRow } from './order-store.ts';
import { failRefundRow, findRefund, readRefunds, settleRefundRow, takeBackRefundRow } from './refund-store.ts';

/** Gives up what is still asked for when the money went back another way, such as by the payment service itself. */
async function makeRoom(sql: Sql, row: OrderRow, amount: number): Promise<OrderRow> {
  let pending = row.refundPending;
  for (const refund of await readRefunds(sql, row.id)) {
    if (row.refunded + amount + pending <= row.paid) break;
    pending -= await failRefundRow(sql, { id: refund.id, orderId: row.id });
  }
  return { ...row, refundPending: pending };
}

/**
 * Money went back to the customer: sums and states follow, and `order.refunded` is told. Once per refund, however often it is
 * told, and also before the capture was heard of.
 * @throws NOT_FOUND
 */
export async function settleRefund(sql: Sql, fact: { orderId: OrderId; refundId: RefundId; amount: Money }): Promise<void> {
  const { orderId, refundId } = fact;
  const locked = await lockOrder(sql, orderId);
  const known = await findRefund(sql, refundId);
  if (known?.status === 'succeeded') return;
  // What is given back was paid: the event that says so is still on its way.
  const { row, events: captured } = locked.paid === 0 ? await captureLocked(sql, locked, null) : { row: locked, events: [] };
  const amount = Math.min(fact.amount.amountMinor, row.paid - row.refunded);
  const pending = known?.status === 'pending' ? row.refundPending - known.amount : row.refundPending;
  await settleRefundRow(sql, { id: refundId, orderId, amount: fact.amount.amountMinor });
  const roomy = await makeRoom(sql, { ...row, refundPending: pending }, amount);
  const refunded = row.refunded + amount;
  const changed = await changeOrder(sql, row, {
    refunded,
    refundPending: roomy.refundPending,
    paymentStatus: refunded === row.paid ? 'refunded' : 'partially_refunded',
  });
  await addFact(sql, orderId, { type: 'refunded', data: { refundId, amount: fact.amount } });
  await issueCreditNote(sql, changed, { id: refundId, amount, reason: known?.reason ?? 'Order cancelled' });
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
async function takeBack(sql: Sql, row: OrderRow, refundId: RefundId): Promise<{ next: OrderRow; amount: number } | undefined> {
  const mayShip = row.status === 'confirmed' && (row.fulfilmentStatus === 'unfulfilled' || row.fulfilmentStatus === 'partial');
  const amount = await takeBackRefundRow(sql, { id: refundId, orderId: row.id, mayShip });
  if (amount === 0) return undefined;
  // No more was counted than what was paid.
  const refunded = row.refunded - Math.min(amount, row.refunded);
  const next = await changeOrder(sql, row, { refunded, paymentStatus: refunded === 0 ? 'paid' : 'partially_refunded' });
  await invoiceAgain(sql, next, refundId);
  return { next, amount };
}

/** A refund that was asked for did not come through. @returns nothing when it was not under way */
async function giveUp(sql: Sql, row: OrderRow, refundId: RefundId): Promise<{ next: OrderRow; amount: number } | undefined> {
  const amount = await failRefundRow(sql, { id: refundId, orderId: row.id });
  if (amount === 0) return undefined;
  return { next: await changeOrder(sql, row, { refundPending: row.refundPending - amount }), amount };
}

/**
 * A refund did not come through, or was taken back after it had: its sum can be refunded again, its pieces shipped. Does nothing to one
 * that has failed already.
 * @throws NOT_FOUND
 */
export async function failRefund(sql: Sql, fact: { orderId: OrderId; refundId: RefundId }): Promise<void> {
  const row = await lockOrder(sql, fact.orderId);
  const failed = (await giveUp(sql, row, fact.refundId)) ?? (await takeBack(sql, row, fact.refundId));
  if (!failed) return;
  const data = { refundId: fact.refundId, amount: money(failed.amount, row.currency) };
  await addFact(sql, fact.orderId, { type: 'refund_failed', data });
  await appendEvents(sql, [paymentChanged(failed.next)]);
}
