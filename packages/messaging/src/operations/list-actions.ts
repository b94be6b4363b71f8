import { messages } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import { pageOf, positionOf } from './cursor.ts';

type Row = Omit<messages.Action, 'at'> & { at: Date };

/** What people did to events, and why, newest first. @throws INVALID_INPUT naming `cursor` */
export async function listActions(
  sql: Sql,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<messages.ActionList> {
  const rows = await sql.rows<Row>(
    `SELECT position, at, actor, action, target, detail FROM messaging.action
     WHERE $1::bigint IS NULL OR position < $1 ORDER BY position DESC LIMIT $2`,
    [positionOf(cursor), limit + 1],
  );
  const { items, nextCursor } = pageOf(rows, limit);
  return { items: items.map((row) => messages.action.parse({ ...row, at: row.at.toISOString() })), nextCursor };
}
