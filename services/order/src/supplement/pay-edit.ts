import type { order } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { WholeOrder } from '../order/order-store.ts';
import { idempotentCall, type Services } from '../services.ts';

/**
 * What is due of the edit of an order that waits for its payment; that is made when it is looked for first, and the same ever after.
 * @returns nothing where nothing waits, or has waited too long
 * @throws CONFLICT when it was given up in this moment; UNAVAILABLE when the payment service cannot be asked
 */
export async function payEdit(ctx: Services, whole: WholeOrder): Promise<NonNullable<order.DueResult['due']> | undefined> {
  const { id: orderId, number: orderNumber, email, currency, waiting } = whole;
  if (!waiting || Date.parse(waiting.expiresAt) <= Date.now()) return undefined;
  const { id: editId } = waiting;
  const amount = money(waiting.amount, currency);
  const returnUrl = `${ctx.storefrontUrl}/orders/${orderId}`;
  const asked = { orderId, editId, orderNumber, email, amount, returnUrl };
  const { paymentId, ...payment } = await ctx.payment.payment.create.mutate(asked, idempotentCall);
  return { amount, purpose: 'edit', editId, payment };
}
