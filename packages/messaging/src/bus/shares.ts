import type { EventEnvelope, Topic } from '@tradewind/contracts/events';
import { partitionCount } from '../partition.ts';
import type { Session } from '../session.ts';

/** How many events of one partition are read at once. */
export const batchSize = 100;
/** Beside the partitions' own numbers, under the hash of a group's name: the lock that every member shares. */
const memberLock = 1_000;

export interface Cursor {
  readonly partition: number;
  readonly position: number;
}

export interface Entry {
  readonly partition: number;
  readonly position: number;
  /** Null when its topic is not asked for. */
  readonly event: EventEnvelope | null;
}

interface Row {
  partition: number;
  position: string;
  event?: EventEnvelope | null;
}

const toCursor = ({ partition, position }: Row): Cursor => ({ partition, position: Number(position) });

/** Becomes a member of a group, for as long as the session lives, and tells the others. */
export async function join(session: Session, group: string): Promise<void> {
  await session.rows('join', `SELECT pg_advisory_lock_shared(hashtext($1), ${memberLock})::text, pg_notify('event_log_group', $1)::text`, [
    group,
  ]);
}

/** Gives up everything that the session holds, and tells the others. */
export async function leave(session: Session, group: string): Promise<void> {
  await session.rows('leave', `SELECT pg_advisory_unlock_all()::text, pg_notify('event_log_group', $1)::text`, [group]);
}

/** How many partitions each member of the group may hold. A member that died is not counted: its session took its lock along. */
export async function fairShare(session: Session, group: string): Promise<number> {
  const [row] = await session.rows<{ members: number }>(
    'members',
    `SELECT count(*)::int AS members FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND objid = ${memberLock} AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = (hashtext($1)::bigint & 4294967295)::oid`,
    [group],
  );
  return Math.ceil(partitionCount / Math.max(row?.members ?? 1, 1));
}

/** Locks up to `limit` of the partitions that nobody holds, and reads where their consumer stopped; a new group begins at the start. */
export async function acquire(session: Session, group: string, wanted: readonly number[], limit: number): Promise<Cursor[]> {
  const locked = await session.rows<{ partition: number }>(
    'acquire',
    'SELECT partition FROM unnest($2::int[]) AS partition WHERE pg_try_advisory_lock(hashtext($1), partition) LIMIT $3',
    [group, wanted, limit],
  );
  if (locked.length === 0) {
    return [];
  }
  const partitions = locked.map(({ partition }) => partition);
  await session.rows(
    'begin-cursors',
    `INSERT INTO event_log.cursor (consumer_group, partition, position)
     SELECT $1, partition, 0 FROM unnest($2::smallint[]) AS partition ON CONFLICT DO NOTHING`,
    [group, partitions],
  );
  const cursors = await session.rows<Row>(
    'read-cursors',
    'SELECT partition, position FROM event_log.cursor WHERE consumer_group = $1 AND partition = ANY ($2::smallint[])',
    [group, partitions],
  );
  return cursors.map(toCursor);
}

/** Lets another member have the partition. */
export async function release(session: Session, group: string, partition: number): Promise<void> {
  await session.rows('release', `SELECT pg_advisory_unlock(hashtext($1), $2), pg_notify('event_log_group', $1)::text`, [group, partition]);
}

/** Moves cursors on. @returns the partitions that moved; any other stands elsewhere than believed, so somebody else has it. */
export async function moveCursors(
  session: Session,
  group: string,
  moves: readonly { partition: number; from: number; to: number }[],
): Promise<Set<number>> {
  const moved = await session.rows<{ partition: number }>(
    'move-cursors',
    `UPDATE event_log.cursor AS c SET position = m.onto
     FROM unnest($2::smallint[], $3::bigint[], $4::bigint[]) AS m(partition, was, onto)
     WHERE c.consumer_group = $1 AND c.partition = m.partition AND c.position = m.was RETURNING c.partition`,
    [group, moves.map(({ partition }) => partition), moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
  return new Set(moved.map(({ partition }) => partition));
}

/** The last position of each partition: later events of a partition have higher ones. */
export async function ends(session: Session): Promise<Cursor[]> {
  const rows = await session.rows<Row>(
    'ends',
    `SELECT partition, coalesce((SELECT max(position) FROM event_log.event e WHERE e.partition = p.partition), 0) AS position
     FROM generate_series(0, ${partitionCount - 1}) AS p(partition)`,
  );
  return rows.map(toCursor);
}

/** The next events after each cursor, in order per partition, in one statement for all of them. */
export async function readAfter(session: Session, cursors: readonly Cursor[], topics: readonly Topic[]): Promise<Entry[]> {
  const rows = await session.rows<Row>(
    'read-after',
    `SELECT e.partition, e.position, e.event FROM unnest($1::smallint[], $2::bigint[]) AS c(partition, position)
     CROSS JOIN LATERAL (
       SELECT partition, position, CASE WHEN topic = ANY ($3::text[]) THEN event END AS event FROM event_log.event
       WHERE partition = c.partition AND position > c.position ORDER BY partition, position LIMIT ${batchSize}
     ) AS e`,
    [cursors.map(({ partition }) => partition), cursors.map(({ position }) => position), topics],
  );
  return rows.map((row) => ({ ...toCursor(row), event: row.event ?? null }));
}

/** How many events of the topics the group has not settled in these partitions, counted up to 100,000. */
export async function countBehind(
  session: Pick<Session, 'rows'>,
  group: string,
  partitions: readonly number[],
  topics: readonly Topic[],
): Promise<number> {
  const [row] = await session.rows<{ behind: number }>(
    'count-behind',
    `SELECT count(*)::int AS behind FROM (
       SELECT 1 FROM unnest($2::smallint[]) AS p(partition)
       LEFT JOIN event_log.cursor c ON c.consumer_group = $1 AND c.partition = p.partition
       JOIN event_log.event e ON e.partition = p.partition AND e.position > coalesce(c.position, 0)
       WHERE e.topic = ANY ($3::text[]) LIMIT 100000) AS behind`,
    [group, partitions, topics],
  );
  return row?.behind ?? 0;
}
