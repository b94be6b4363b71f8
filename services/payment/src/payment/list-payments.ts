import type { OrderEditId, OrderId, PaymentId } from '@tradewind/contracts/ids';
import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { Currency } from '@tradewind/money';
import type { z } from 'zod';
import { readPaymentFigures } from '../ledger/payment-figures.ts';
import { requireCursor } from '../require-cursor.ts';
import type { Context } from '../services.ts';
import type { PaymentStatus } from './payment-state.ts';
import { toPayment } from './payment-view.ts';

type Input = z.infer<typeof schemas.staffPaymentListInput>;
type List = z.infer<typeof schemas.staffPaymentList>;

/** Payments for staff, newest first, with their figures by the ledger: ids grow with time. The cursor is the last id of the page before. @throws INVALID_INPUT */
export async function listPayments(ctx: Context, input: Input): Promise<List> {
  const { status, orderId, cursor, limit } = input;
  requireCursor('payment', cursor);
  const rows = await ctx.prisma.payment.findMany({
    where: { status, orderId, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    omit: { request: true, attemptId: true },
  });
  const shown = rows.slice(0, limit);
  const figures = await readPaymentFigures(
    ctx.db,
    shown.map(({ id }) => id),
  );
  const items = shown.map((row) => {
    const { captured, refunded, fee } = figures.get(row.id) ?? { captured: 0, refunded: 0, fee: 0 };
    return toPayment({
      ...row,
      // The casts: what this service wrote itself, held to by the table's constraints.
      id: row.id as PaymentId,
      orderId: row.orderId as OrderId,
      editId: row.part === '' ? null : (row.part as OrderEditId),
      status: row.status as PaymentStatus,
      currency: row.currency as Currency,
      amount: Number(row.amount),
      credit: Number(row.creditAmount),
      captured,
      refunded,
      // Known only when the processor has told it: one of zero is not booked.
      fee: row.fee === null ? null : fee,
    });
  });
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
