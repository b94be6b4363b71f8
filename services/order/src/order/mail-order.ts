import type { OrderId } from '@tradewind/contracts/ids';
import type { order } from '@tradewind/contracts/schemas';
import { readEdits, toEdit } from '../edit/edit-store.ts';
import { readReturns } from '../return/return-store.ts';
import { toReturn } from '../return/return-view.ts';
import type { Services } from '../services.ts';
import { loadOrder } from './order-store.ts';
import { toOrder } from './order-view.ts';
import { readRefunds, toRefund } from './refund-store.ts';

/** What an email about an order says: a guest's has the token, for its link. @throws NOT_FOUND */
export async function mailOrder(ctx: Services, input: { orderId: OrderId }): Promise<order.OrderMail> {
  const whole = await loadOrder(ctx.db, input.orderId);
  const [refunds, returns, edits, { store }] = await Promise.all([
    readRefunds(ctx.db, whole.id),
    readReturns(ctx.db, whole.id),
    readEdits(ctx.db, whole.id),
    ctx.settings.current(),
  ]);
  const token = whole.customerId === null ? ctx.tokens.order(whole.id) : null;
  return {
    ...toOrder(whole, token),
    refunds: refunds.map((refund) => toRefund(refund, whole.currency)),
    returns: returns.map(toReturn),
    edits: edits.map((edit) => toEdit(edit, whole.currency)),
    returnAddress: store.value.address,
    notifyEmail: store.value.notifyEmail,
  };
}
