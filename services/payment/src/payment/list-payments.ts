import { TradewindError } from '@tradewind/contracts/errors';
import { idPattern, type OrderId, type PaymentId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import type { z } from 'zod';
import type { Context } from '../services.ts';
import type { PaymentStatus } from './payment-state.ts';
import { toPayment } from './payment-view.ts';

type Input = z.infer<typeof schemas.staffPaymentListInput>;
type List = z.infer<typeof schemas.staffPaymentList>;

/** Payments for staff, newest first: ids grow with time. The cursor is the last id of the page before. @throws INVALID_INPUT */
export async function listPayments(ctx: Context, input: Input): Promise<List> {
  const { status, orderId, cursor, limit } = input;
  if (cursor !== undefined && !idPattern('payment').test(cursor)) {
    throw new TradewindError('INVALID_INPUT', 'The cursor is not from a list.', { errors: [{ path: 'cursor', message: 'is not known' }] });
  }
  const rows = await ctx.prisma.payment.findMany({
    where: { status, orderId, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    omit: { request: true, attemptId: true },
  });
  const items = rows.slice(0, limit).map((row) =>
    toPayment({
      ...row,
      // The casts: what this service wrote itself, held to by the table's constraints.
      id: row.id as PaymentId,
      orderId: row.orderId as OrderId,
      status: row.status as PaymentStatus,
      currency: row.currency as Currency,
      amount: Number(row.amount),
      captured: Number(row.capturedAmount),
      refunded: Number(row.refundedAmount),
      fee: row.fee === null ? null : Number(row.fee),
    }),
  );
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
