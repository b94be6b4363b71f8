import { messages } from '@tradewind/contracts/schemas';
import type { Sql } from '@tradewind/service';
import { asWritten } from './as-written.ts';
import { pageOf, positionOf } from './cursor.ts';

type Row = Omit<messages.Action, 'at'> & { at: Date };

function toAction(row: Row): messages.Action {
  const action = messages.action.parse({ ...row, at: row.at.toISOString() });
  if (action.action !== 'discard') return action;
  return { ...action, detail: { ...action.detail, event: asWritten(action.detail.event) } };
}

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
  return { items: items.map(toAction), nextCursor };
}
