import { onlyRow, type Sql } from '@tradewind/service';
import { post } from './post.ts';

/** What the processor kept of a charge, by the movement of its balance that brought the rest. */
export interface Fee {
  readonly movement: string;
  /** Minor units. */
  readonly amount: number;
  /** As the processor writes it, in small letters. */
  readonly currency: string;
}

const note = `
  UPDATE payment SET fee = $2, updated_at = now(), next_check_at = CASE WHEN order_cancelled_at IS NOT NULL THEN next_check_at END
  WHERE id = $1 AND fee IS NULL AND (status = 'captured' AND currency = $3 OR status = 'conflicted') RETURNING id`;

/** Books the fee of a payment that has come: the processor owes us so much less. Once, and only in the payment's own currency. */
export async function postFee(sql: Sql, paymentId: string, { movement, amount, currency: written }: Fee): Promise<void> {
  const currency = written.toUpperCase();
  if (!onlyRow(await sql.rows(note, [paymentId, amount, currency])) || amount === 0) return;
  await post(sql, { kind: 'fee', paymentId, movement, currency, amounts: { fees: amount, processor: -amount } });
}
