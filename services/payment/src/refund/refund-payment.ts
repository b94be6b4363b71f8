import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import { isUndecided } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { recheckRefund, refundAtProcessor } from './refund-at-processor.ts';
import { findRefund, insertRefund, type RefundRow } from './refund-store.ts';

type Input = z.infer<typeof schemas.refundPaymentInput>;
type Result = z.infer<typeof schemas.refundedPayment>;

/**
 * Gives back a part of what an order has paid, once per refund id.
 * @returns `pending` while the processor has not decided, or could not be asked; an event tells the end
 * @throws CONFLICT when nothing was captured in that currency, when it would be more than what is left, or when the id belongs to
 * another refund; INVALID_INPUT for an amount below one
 */
export async function refundPayment(ctx: Context, input: Input): Promise<Result> {
  const { refund, isNew } = await open(ctx, input);
  const { orderId, amount } = input;
  if (refund.orderId !== orderId || refund.amount !== amount.amountMinor || refund.currency !== amount.currency) {
    throw new TradewindError('CONFLICT', 'The id belongs to another refund.');
  }
  if (refund.status === 'pending') await (isNew ? refundAtProcessor(ctx, refund) : askAgain(ctx, refund));
  const after = await findRefund(ctx.db, refund.id);
  return { refundId: refund.id, status: after?.status ?? refund.status };
}

/** The processor has forgotten the key of a refund that was asked for a day ago, so it is looked for before it is asked for again. */
async function askAgain(ctx: Context, refund: RefundRow): Promise<void> {
  try {
    await recheckRefund(ctx, refund);
  } catch (error) {
    if (!isUndecided(error)) throw error;
  }
}

async function open(ctx: Context, { refundId, orderId, amount, reason }: Input): Promise<{ refund: RefundRow; isNew: boolean }> {
  const { amountMinor, currency } = amount;
  if (amountMinor < 1) {
    const errors = [{ path: 'amount.amountMinor', message: 'is too small' }];
    throw new TradewindError('INVALID_INPUT', 'A refund is at least one.', { errors });
  }
  const refund = { id: refundId, orderId, amountMinor, currency, reason, cause: 'request' as const, reference: null };
  const written = await insertRefund(ctx.db, refund);
  if (typeof written === 'object') return { refund: written, isNew: true };
  // It may be there already: also "too much" may mean that the same refund has just set the sum aside.
  const known = await findRefund(ctx.db, refundId);
  if (known) return { refund: known, isNew: false };
  const left = written === 'too-much' ? 'That is more than what is left of the payment.' : 'Nothing was captured that could be refunded.';
  throw new TradewindError('CONFLICT', left);
}
