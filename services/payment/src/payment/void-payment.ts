import { TradewindError } from '@tradewind/contracts/errors';
import type { Context } from '../services.ts';
import { closePart, findPaymentOf, type OrderPart } from './payment-store.ts';
import { voidAtProcessor } from './void-at-processor.ts';

/**
 * Gives up the payment of an order, or of an edit of it; none can be made for that afterwards.
 * @returns `captured` when the money has come and nothing was voided, `none` when there was no payment
 * @throws UNAVAILABLE when the processor cannot be asked; CONFLICT when another amount was taken, which people settle
 */
export async function voidPayment(ctx: Context, input: OrderPart): Promise<{ status: 'voided' | 'captured' | 'none' }> {
  await closePart(ctx.db, input);
  const payment = await findPaymentOf(ctx.db, input);
  if (!payment) return { status: 'none' };
  switch (payment.status) {
    case 'voided':
    case 'captured':
      return { status: payment.status };
    case 'conflicted':
      throw new TradewindError('CONFLICT', 'Another amount was taken than was asked for.');
    case 'pending':
    case 'failed':
      return { status: await voidAtProcessor(ctx, payment) };
  }
}
