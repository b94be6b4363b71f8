import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from '../retention.ts';

const forgetText = `
  DELETE FROM webhook_event WHERE id = ANY (ARRAY(
    SELECT id FROM webhook_event WHERE received_at < now() - make_interval(days => $1) ORDER BY received_at LIMIT $2))
  RETURNING id`;

/** Forgets the processor's events of long ago, acted on or not: what they told is in payments and ledger. */
export function forgetEvents(sql: Sql): RowSweeps<'webhookEvents'> {
  return { webhookEvents: async (limit) => (await sql.rows(forgetText, [retention.webhookEventDays, limit])).length };
}
