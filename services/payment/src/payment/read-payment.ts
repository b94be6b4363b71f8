import { TradewindError } from '@tradewind/contracts/errors';
import type { OrderId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Context } from '../services.ts';
import { findPaymentOfOrder } from './payment-store.ts';
import { toPayment } from './payment-view.ts';

/** The payment of an order. @throws NOT_FOUND when it has none */
export async function readPayment(ctx: Context, input: { orderId: OrderId }): Promise<schemas.Payment> {
  const row = await findPaymentOfOrder(ctx.db, input.orderId);
  if (!row) throw new TradewindError('NOT_FOUND', 'The order has no payment.');
  return toPayment(row);
}
