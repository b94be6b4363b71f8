import { onlyRow, type Sql } from '@tradewind/service';
import { isFirst } from '../consumers/dead-letters.ts';

const text = `
  SELECT count(*) FILTER (WHERE tried_at >= $1) AS failed,
    count(*) FILTER (WHERE retry_at <= now() AND (tried_at IS NULL OR tried_at < $1)) AS pending
  FROM messaging.dead_letter d WHERE ($2::text IS NULL OR aggregate_id = $2) AND ${isFirst}`;

/** What a replay has come to: aggregates whose first parked event is still to be tried, and those where one failed since. */
export interface ReplayProgress {
  readonly pending: number;
  readonly failed: number;
}

/** @param of.since when the replay was asked for, by the database's clock */
export async function replayProgress(sql: Sql, of: { since: Date; aggregateId?: string | undefined }): Promise<ReplayProgress> {
  return onlyRow(await sql.rows<ReplayProgress>(text, [of.since, of.aggregateId ?? null])) ?? { pending: 0, failed: 0 };
}
