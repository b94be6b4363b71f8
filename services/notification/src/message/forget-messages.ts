import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from '../retention.ts';

// Ids grow with time, so the oldest are the first.
const forgetText = `
  DELETE FROM message WHERE id = ANY (ARRAY(
    SELECT id FROM (SELECT id, status, created_at FROM message ORDER BY id LIMIT $2) AS oldest
    WHERE status <> 'queued' AND created_at < now() - make_interval(days => $1)))
  RETURNING id`;

/** Forgets messages that are done for long: whom they went to (masked), about what and when. One that still waits stays. */
export function forgetMessages(sql: Sql): RowSweeps<'messages'> {
  return { messages: async (limit) => (await sql.rows(forgetText, [retention.messageDays, limit])).length };
}
