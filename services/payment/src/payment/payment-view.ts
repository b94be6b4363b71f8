import type { payment as schemas } from '@tradewind/contracts/schemas';
import { money } from '@tradewind/money';
import type { PaymentRow } from './payment-store.ts';

/** A payment as staff see it. */
export function toPayment(
  row: Omit<PaymentRow, 'attemptId' | 'request' | 'reserved' | 'declineCode' | 'voidRequested' | 'orderCancelled'>,
): schemas.Payment {
  const { id, orderId, editId, orderNumber, reference, status, currency } = row;
  return {
    id,
    orderId,
    editId,
    orderNumber,
    reference,
    status,
    amount: money(row.amount, currency),
    credit: money(row.credit, currency),
    captured: money(row.captured, currency),
    refunded: money(row.refunded, currency),
    fee: row.fee,
    createdAt: row.createdAt.toISOString(),
  };
}
