import { appendEvents } from '@tradewind/messaging';
import { onlyRow } from '@tradewind/service';
import type { Services } from '../services.ts';
import { sourcesOf } from './payment-state.ts';
import { type PaymentRow, subjectOf } from './payment-store.ts';

export interface Declined {
  /** The same for the answer and the webhook of one decline: its charge, or else what tells of it. */
  readonly key: string;
  readonly code: string | null;
}

const decline = `
  WITH noted AS (
    INSERT INTO decline (payment_id, key, code) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING payment_id
  )
  UPDATE payment SET status = 'failed', decline_code = $3, updated_at = now()
  WHERE id = (SELECT payment_id FROM noted) AND status = ANY ($4::text[]) RETURNING id`;

/** A try was declined; another card may follow. Told once per decline. */
export async function recordDecline({ db }: Pick<Services, 'db'>, payment: PaymentRow, declined: Declined): Promise<void> {
  const { id } = payment;
  await db.transaction(async (sql) => {
    if (!onlyRow(await sql.rows(decline, [id, declined.key, declined.code, sourcesOf('failed')]))) return;
    const data = { ...subjectOf(payment), declineCode: declined.code };
    await appendEvents(sql, [{ type: 'payment.failed', aggregateId: id, data }]);
  });
}
