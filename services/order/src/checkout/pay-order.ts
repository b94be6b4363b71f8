import { TradewindError } from '@tradewind/contracts/errors';
import type { order } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import { cartCompleted } from '../cart/cart-store.ts';
import { loadOrder, type WholeOrder } from '../order/order-store.ts';
import { toOrder } from '../order/order-view.ts';
import { idempotentCall, type Services } from '../services.ts';
import { abandonOrder, cancelPending } from './abandon-order.ts';
import { notePayment } from './note-payment.ts';

/** The product service keeps stock somewhat longer than the order waits, as a backstop. */
const reservationGraceMs = 15 * 60_000;

function isCode(error: unknown, codes: readonly string[]): error is TradewindError {
  return error instanceof TradewindError && codes.includes(error.code);
}

/** Stock for all lines or for none. Where there is not enough the order is cancelled. @throws OUT_OF_STOCK */
async function reserve(ctx: Services, whole: WholeOrder): Promise<void> {
  const { id: orderId, items } = whole;
  const lines = items.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const expiresAt = new Date(whole.expiresAt.getTime() + reservationGraceMs).toISOString();
  try {
    await ctx.product.inventory.reserve.mutate({ orderId, lines, expiresAt }, idempotentCall);
  } catch (error) {
    if (!isCode(error, ['OUT_OF_STOCK', 'INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'])) throw error;
    const reason = error.code === 'OUT_OF_STOCK' ? 'out-of-stock' : 'reservation-lapsed';
    // Where no attempt has come as far as a payment, there is nothing to void and nothing was reserved.
    if (whole.paymentId === null && error.code === 'OUT_OF_STOCK') {
      await cancelPending(ctx, { orderId, by: 'system', reason, voided: false });
    } else if ((await abandonOrder(ctx, { orderId, by: 'system', reason })) === 'paid') throw cartCompleted();
    throw error;
  }
}

/** Asks for the payment. Where it is refused the order is undone, and the cart is as before. @throws PAYMENT_DECLINED */
async function createPayment(ctx: Services, whole: WholeOrder, paymentMethodId: string | undefined) {
  const { id: orderId, number: orderNumber, email } = whole;
  try {
    return await ctx.payment.payment.create.mutate(
      {
        orderId,
        orderNumber,
        email,
        amount: money(whole.total, whole.currency),
        credit: whole.credit.map(({ accountId, amount }) => ({ accountId, amountMinor: amount })),
        paymentMethodId,
        returnUrl: `${ctx.storefrontUrl}/orders/${orderId}`,
      },
      idempotentCall,
    );
  } catch (error) {
    if (!isCode(error, ['PAYMENT_DECLINED', 'INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'])) throw error;
    const reason = error.code === 'PAYMENT_DECLINED' ? 'payment-declined' : 'payment-refused';
    if ((await abandonOrder(ctx, { orderId, by: 'system', reason })) === 'paid') throw cartCompleted();
    throw error;
  }
}

/**
 * Brings a written order to its payment: reserves, asks for the payment, and answers what the browser needs. Every step may be
 * repeated, so an attempt that died goes on from here.
 * @throws OUT_OF_STOCK, PAYMENT_DECLINED, CONFLICT: the order is cancelled then; UNAVAILABLE: it waits for the next attempt
 */
export async function payOrder(ctx: Services, whole: WholeOrder, paymentMethodId: string | undefined): Promise<order.CheckoutResult> {
  if (whole.status === 'pending') await reserve(ctx, whole);
  const { paymentId, status, clientSecret, nextAction } = await createPayment(ctx, whole, paymentMethodId);
  const now = await notePayment(ctx, whole, { paymentId, status });
  if (now === 'cancelled') {
    // Given up while the payment was being made: that payment must not stay.
    await abandonOrder(ctx, { orderId: whole.id, by: 'system', reason: 'overtaken' });
    throw new TradewindError('CONFLICT', 'The order was cancelled meanwhile; check out again.');
  }
  const current = now === whole.status ? whole : await loadOrder(ctx.db, whole.id);
  return { order: toOrder(current), payment: { status, clientSecret, ...(nextAction ? { nextAction } : {}) } };
}

const touchText = `UPDATE orders SET updated_at = now() WHERE id = $1 AND status = 'pending'`;

/** As {@link payOrder}, for an order that an earlier attempt has begun: from now on it counts as being worked on again. */
export async function resumeOrder(ctx: Services, whole: WholeOrder, paymentMethodId: string | undefined): Promise<order.CheckoutResult> {
  await ctx.db.rows(touchText, [whole.id]);
  return payOrder(ctx, whole, paymentMethodId);
}
