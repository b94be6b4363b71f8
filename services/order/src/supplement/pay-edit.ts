import type { order } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { WholeOrder } from '../order/order-store.ts';
import { idempotentCall, type Services } from '../services.ts';

/**
 * What the browser needs to pay for the edit of an order that waits for it; the payment is made when it is looked for first, and the same
 * ever after.
 * @returns nothing where nothing waits, or has waited too long
 * @throws CONFLICT when it was given up in this moment; UNAVAILABLE when the payment service cannot be asked
 */
export async function payEdit(ctx: Services, whole: WholeOrder): Promise<order.CheckoutResult['payment'] | undefined> {
  const { id: orderId, number: orderNumber, email, currency, waiting } = whole;
  if (!waiting || Date.parse(waiting.expiresAt) <= Date.now()) return undefined;
  const amount = money(waiting.amount, currency);
  const returnUrl = `${ctx.storefrontUrl}/orders/${orderId}`;
  const asked = { orderId, editId: waiting.id, orderNumber, email, amount, returnUrl };
  const { paymentId, ...step } = await ctx.payment.payment.create.mutate(asked, idempotentCall);
  return step;
}
