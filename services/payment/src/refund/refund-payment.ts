import { TradewindError } from '@tradewind/contracts/errors';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';
import type { CreditOwner } from '../credit/return-credit.ts';
import { isUndecided } from '../processor/processor-errors.ts';
import type { Context } from '../services.ts';
import { recheckRefund, refundAtProcessor } from './refund-at-processor.ts';
import { cardRefundOf, findRefund, insertRefund, type RefundRow } from './refund-store.ts';
import { settleRefunded } from './settle-refund.ts';

type Input = z.infer<typeof schemas.refundPaymentInput>;
type Result = z.infer<typeof schemas.refundedPayment>;

/**
 * Gives back a part of what was paid for an order, or for an edit of it, once per refund id: to the card what it has paid, then to the gift cards and the store
 * credit that have paid the rest; or all of it as store credit, for a guest as a new gift card.
 * @returns `pending` while the processor has not decided, or could not be asked; an event tells the end
 * @throws CONFLICT when nothing was captured in that currency, when it would be more than what is left, or when the id belongs to
 * another refund; INVALID_INPUT for an amount below one
 */
export async function refundPayment(ctx: Context, input: Input): Promise<Result> {
  const { refund, isNew } = await open(ctx, input);
  const { orderId, editId = null, amount } = input;
  if (
    refund.orderId !== orderId ||
    refund.editId !== editId ||
    refund.amount !== amount.amountMinor ||
    refund.currency !== amount.currency
  ) {
    throw new TradewindError('CONFLICT', 'The id belongs to another refund.');
  }
  if (refund.status === 'pending' && cardRefundOf(refund) > 0) await (isNew ? refundAtProcessor(ctx, refund) : askAgain(ctx, refund));
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

/** @throws INVALID_INPUT naming `email` when nobody could be told of a gift card */
function ownerOf({ customerId, email }: Input): CreditOwner {
  if (customerId) return { customerId };
  if (email !== undefined) return { recipient: email };
  throw new TradewindError('INVALID_INPUT', 'Nobody would get the credit.', { errors: [{ path: 'email', message: 'is missing' }] });
}

async function open(ctx: Context, input: Input): Promise<{ refund: RefundRow; isNew: boolean }> {
  const { refundId, orderId, editId = null, reason, to = 'original' } = input;
  const { amountMinor, currency } = input.amount;
  if (amountMinor < 1) {
    const errors = [{ path: 'amount.amountMinor', message: 'is too small' }];
    throw new TradewindError('INVALID_INPUT', 'A refund is at least one.', { errors });
  }
  const owner = to === 'store_credit' ? ownerOf(input) : null;
  const refund = { id: refundId, orderId, editId, amountMinor, currency, reason, cause: 'request' as const, reference: null, to };
  const written = await ctx.db.transaction(async (sql) => {
    const row = await insertRefund(sql, refund);
    if (typeof row === 'object' && cardRefundOf(row) === 0) await settleRefunded(sql, row, { reference: null, owner });
    return row;
  });
  if (typeof written === 'object') return { refund: written, isNew: true };
  // It may be there already: also "too much" may mean that the same refund has just set the sum aside.
  const known = await findRefund(ctx.db, refundId);
  if (known) return { refund: known, isNew: false };
  const left = written === 'too-much' ? 'That is more than what is left of the payment.' : 'Nothing was captured that could be refunded.';
  throw new TradewindError('CONFLICT', left);
}
