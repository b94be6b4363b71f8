import type { OrderEditId } from '@tradewind/contracts/ids';
import type { Sql } from '@tradewind/service';
import type { OrderRow } from './order-store.ts';

/** What was paid at once for an order: its own payment, or that of an edit which cost more. Minor units. */
export interface OrderPart {
  /** Null for the order's own. */
  readonly supplementId: OrderEditId | null;
  readonly paid: number;
  readonly refunded: number;
  readonly refundPending: number;
}

const paidText = `
  SELECT edit_id AS "supplementId", amount AS paid, refunded, refund_pending AS "refundPending" FROM supplement
  WHERE order_id = $1 AND status = 'paid' ORDER BY edit_id DESC`;

/** The payments of a locked order, the newest first: together they are what the order's sums say. */
export async function readParts(sql: Sql, row: OrderRow): Promise<OrderPart[]> {
  const supplements = await sql.rows<OrderPart>(paidText, [row.id]);
  const own = (of: (sums: Pick<OrderPart, 'paid' | 'refunded' | 'refundPending'>) => number) =>
    of(row) - supplements.reduce((sum, one) => sum + of(one), 0);
  const whole = { paid: own(({ paid }) => paid), refunded: own(({ refunded }) => refunded) };
  return [...supplements, { supplementId: null, ...whole, refundPending: own(({ refundPending }) => refundPending) }];
}

const changeText = 'UPDATE supplement SET refunded = refunded + $2, refund_pending = refund_pending + $3 WHERE edit_id = $1';

/**
 * Adds to what of a payment was refunded, and is about to be. The order's own is what its sums leave, so there is nothing to write.
 * @param by minor units, negative for less
 */
export async function changePart(
  sql: Sql,
  supplementId: OrderEditId | null,
  { refunded = 0, refundPending = 0 }: { refunded?: number; refundPending?: number },
): Promise<void> {
  if (supplementId !== null) await sql.rows(changeText, [supplementId, refunded, refundPending]);
}
