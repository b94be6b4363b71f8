import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Context } from '../services.ts';
import { findPaymentOf, type OrderPart } from './payment-store.ts';
import { toPayment } from './payment-view.ts';

/** The payment of an order, or of an edit of it. @throws NOT_FOUND when it has none */
export async function readPayment(ctx: Context, input: OrderPart): Promise<schemas.Payment> {
  const row = await findPaymentOf(ctx.db, input);
  if (!row) throw new TradewindError('NOT_FOUND', 'The order has no payment.');
  return toPayment(row);
}
