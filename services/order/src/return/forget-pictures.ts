import type { RowSweeps } from '@tradewind/messaging';
import type { Sql } from '@tradewind/service';
import { retention } from '../retention.ts';

const forgetText = `
  DELETE FROM return_picture WHERE id IN (
    SELECT id FROM return_picture WHERE return_id IS NULL AND created_at < now() - make_interval(days => $1) LIMIT $2 FOR UPDATE SKIP LOCKED
  ) RETURNING id`;

/** Forgets pictures that no return was asked for with. */
export function forgetPictures(sql: Sql): RowSweeps<'unusedPictures'> {
  return { unusedPictures: async (limit) => (await sql.rows(forgetText, [retention.unusedPictureDays, limit])).length };
}
