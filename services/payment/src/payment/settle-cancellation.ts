import { newId } from '@tradewind/contracts/ids';
import { refundAtProcessor } from '../refund/refund-at-processor.ts';
import { cardRefundOf, insertCancellationRefund } from '../refund/refund-store.ts';
import { settleRefunded } from '../refund/settle-refund.ts';
import type { Services } from '../services.ts';
import { findPayment } from './payment-store.ts';
import { voidAtProcessor } from './void-at-processor.ts';

/**
 * Brings the payment of a cancelled order to its end: voids it, or gives back all that is left of it. May be repeated.
 * @returns whether a refund was asked for by this
 * @throws UNAVAILABLE when the processor cannot be asked; the sweep tries again
 */
export async function settleCancellation(ctx: Pick<Services, 'db' | 'stripe'>, paymentId: string): Promise<boolean> {
  const payment = await findPayment(ctx.db, paymentId);
  if (!payment || payment.status === 'voided' || payment.status === 'conflicted') return false;
  if (payment.status !== 'captured' && (await voidAtProcessor(ctx, payment)) === 'voided') return false;
  const refund = await ctx.db.transaction(async (sql) => {
    const written = await insertCancellationRefund(sql, newId('refund'), paymentId);
    if (written && cardRefundOf(written) === 0) await settleRefunded(sql, written, { reference: null, owner: null });
    return written;
  });
  if (refund && cardRefundOf(refund) > 0) await refundAtProcessor(ctx, refund);
  return refund !== undefined;
}
