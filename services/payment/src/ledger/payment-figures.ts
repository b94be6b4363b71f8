import type { Sql } from '@tradewind/service';

/** What the ledger says of a payment, minor units of its currency. */
export interface PaymentFigures {
  readonly captured: number;
  readonly refunded: number;
  readonly fee: number;
}

// What came in another amount than was asked for is not captured: it is on suspense.
const text = `
  SELECT t.payment_id AS id,
    COALESCE(-sum(e.amount) FILTER (WHERE e.account = 'sales'), 0)::bigint AS captured,
    COALESCE(sum(e.amount) FILTER (WHERE e.account = 'refunds'), 0)::bigint AS refunded,
    COALESCE(sum(e.amount) FILTER (WHERE e.account = 'fees' AND t.kind = 'fee'), 0)::bigint AS fee
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id WHERE t.payment_id = ANY ($1) GROUP BY t.payment_id`;

/** The figures of some payments out of the ledger; those that nothing was booked of are left out. */
export async function readPaymentFigures(sql: Sql, ids: readonly string[]): Promise<Map<string, PaymentFigures>> {
  const rows = await sql.rows<PaymentFigures & { id: string }>(text, [ids]);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
