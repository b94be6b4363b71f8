import { appendEvents } from '@tradewind/messaging';
import { onlyRow } from '@tradewind/service';
import { releaseHold } from '../credit/settle-hold.ts';
import type { Services } from '../services.ts';
import { sourcesOf } from './payment-state.ts';
import { type PaymentRow, subjectOf } from './payment-store.ts';

const markVoided = `
  UPDATE payment SET status = 'voided', request = NULL, updated_at = now(), next_check_at = NULL
  WHERE id = $1 AND status = ANY ($2::text[]) RETURNING id`;

/** The intent is cancelled at the processor: no money can come of it any more, and what it holds of gift cards is free again. */
export async function recordVoid({ db }: Pick<Services, 'db'>, payment: PaymentRow): Promise<void> {
  const { id } = payment;
  await db.transaction(async (sql) => {
    if (!onlyRow(await sql.rows(markVoided, [id, sourcesOf('voided')]))) return;
    if (payment.credit > 0) await releaseHold(sql, id);
    await appendEvents(sql, [{ type: 'payment.voided', aggregateId: id, data: subjectOf(payment) }]);
  });
}
