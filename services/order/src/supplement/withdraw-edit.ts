import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderEditId, OrderId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { appendEvents } from '@tradewind/messaging';
import { repeatable } from '../access.ts';
import { loadOrder, lockOrder } from '../order/order-store.ts';
import { toOrder } from '../order/order-view.ts';
import { idempotentCall, type Services } from '../services.ts';
import type { SupplementStatus } from './supplement-state.ts';
import { findSupplement } from './supplement-store.ts';
import { takeSupplement } from './take-supplement.ts';
import { type WithdrawalReason, withdrawLocked } from './withdraw-locked.ts';

interface EditKey {
  readonly orderId: OrderId;
  readonly editId: OrderEditId;
}

/** Nothing can be paid for it after this. @throws UNAVAILABLE when the payment service cannot be asked */
async function voidPayment(ctx: Services, { orderId, editId }: EditKey): Promise<'captured' | 'void' | 'conflicted'> {
  try {
    const { status } = await ctx.payment.payment.void.mutate({ orderId, editId }, idempotentCall);
    return status === 'captured' ? 'captured' : 'void';
  } catch (error) {
    if (error instanceof TradewindError && error.code === 'CONFLICT') return 'conflicted';
    throw error;
  }
}

/**
 * Gives up an edit that waits for its payment: voids that at the processor, then lets go of the edit. When the money has come already, the
 * edit is made instead.
 * @returns how it ended
 * @throws NOT_FOUND; UNAVAILABLE when the payment service cannot be asked: nothing has changed then
 */
export async function giveUpEdit(ctx: Services, key: EditKey, reason: WithdrawalReason): Promise<SupplementStatus> {
  const before = await findSupplement(ctx.db, key.editId);
  if (before?.orderId !== key.orderId) throw new TradewindError('NOT_FOUND', 'There is no such change of this order.');
  if (before.status !== 'awaiting_payment') return before.status;
  const payment = await voidPayment(ctx, key);
  return ctx.db.transaction(async (sql) => {
    const row = await lockOrder(sql, key.orderId);
    const now = await findSupplement(sql, key.editId);
    if (now?.status !== 'awaiting_payment') return now?.status ?? before.status;
    if (payment === 'captured') return takeSupplement(sql, { ...key, amount: null });
    const { events } = await withdrawLocked(sql, row, payment === 'conflicted' ? 'conflicted' : reason);
    await appendEvents(sql, events);
    return reason === 'expired' ? 'expired' : 'withdrawn';
  });
}

/**
 * Withdraws an edit that its customer was asked to pay for; the order stays as it was. Repeatable with a key.
 * @throws NOT_FOUND; CONFLICT when it was paid for or ended already; UNAVAILABLE when the payment service cannot be asked
 */
export function withdrawEdit(ctx: Services, input: EditKey & { idempotencyKey?: string | undefined }): Promise<order.Order> {
  const { orderId, editId } = input;
  return repeatable(ctx.db, { procedure: 'staff.withdrawEdit', scope: orderId, input }, async (claim) => {
    // An earlier try began while it waited, and could not say that it was withdrawn.
    const isRepeat = claim.resource !== null;
    if (!isRepeat) {
      const status = (await findSupplement(ctx.db, editId))?.status ?? 'awaiting_payment';
      if (status !== 'awaiting_payment') throw new TradewindError('CONFLICT', `The change of the order is ${status} already.`);
      await claim.attach(ctx.db, editId);
    }
    if ((await giveUpEdit(ctx, { orderId, editId }, 'staff')) === 'paid') {
      throw new TradewindError('CONFLICT', 'The change of the order has been paid for.');
    }
    return toOrder(await loadOrder(ctx.db, orderId));
  });
}
