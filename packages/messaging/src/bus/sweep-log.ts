import type pg from 'pg';
import { partitionCount } from '../partition.ts';
import { retention } from '../retention.ts';

// It looks at the oldest of each partition alone: by age it would read the whole table, since new events fill the space of old ones.
const text = `
  WITH alone AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('event_log.sweep')) AS it)
  DELETE FROM event_log.event WHERE position = ANY (ARRAY(
    SELECT oldest.position FROM alone, generate_series(0, ${partitionCount - 1}) AS part CROSS JOIN LATERAL (
      SELECT position, appended_at FROM event_log.event
      WHERE partition = part AND position <= coalesce((SELECT min(position) FROM event_log.cursor WHERE partition = part), ${2n ** 63n - 1n})
      ORDER BY position LIMIT $2) AS oldest
    WHERE alone.it AND oldest.appended_at < now() - make_interval(days => $1)))`;

/**
 * Deletes events that are older than `logDays` and that every group has settled, `limit` of each partition at most; one process at a
 * time. A group that is gone for good holds back its partitions' events until its cursors are deleted.
 * @returns how many were deleted.
 */
export async function sweepLog(pool: pg.Pool, limit: number): Promise<number> {
  const { rowCount } = await pool.query(text, [retention.logDays, limit]);
  return rowCount ?? 0;
}
