import type pg from 'pg';

const keptDays = 7;

/**
 * Deletes events that are older than `days` and that every group has settled, some thousands; one process at a time. A group that
 * is gone for good holds back its partitions' events until its cursors are deleted.
 * @returns how many were deleted.
 */
export async function sweepLog(pool: pg.Pool, days: number = keptDays): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH alone AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('event_log.sweep')) AS it),
     old AS (
       SELECT e.position FROM event_log.event e, alone
       WHERE alone.it AND e.appended_at < now() - make_interval(days => $1)
         AND e.position <= ALL (SELECT c.position FROM event_log.cursor c WHERE c.partition = e.partition)
       ORDER BY e.position LIMIT 5000)
     DELETE FROM event_log.event WHERE position IN (SELECT position FROM old)`,
    [days],
  );
  return rowCount ?? 0;
}
