import { type Database, runInCall } from '@tradewind/service';
import { describe, expect, it } from 'vitest';
import { sweepRows } from './jobs/sweeping.ts';
import { sweepInbox, sweepOutbox } from './sweep.ts';
import { complete, newOrders, openStage } from './testing/test-stage.ts';

/** Published events of so many orders, of which the ages are given as PostgreSQL writes intervals. */
async function published(source: Database, ages: readonly string[]): Promise<void> {
  await source.rows(
    `INSERT INTO messaging.outbox (bucket, id, type, version, aggregate_id, sequence, occurred_at, traceparent, actor, data, published_at)
     SELECT 0, gen_random_uuid(), 'order.completed', 1, 'of ' || age, ordinal, now() - age::interval, '', 'order', '{}', now()
     FROM unnest($1::text[]) WITH ORDINALITY AS a(age, ordinal)`,
    [ages],
  );
}

const left = async (db: Database, table: string) => (await db.rows(`SELECT 1 AS one FROM messaging.${table}`)).length;

describe('the sweep of the outbox', () => {
  it('deletes what was published longer ago than it is kept, and never what was not published', async () => {
    const { source } = await openStage();
    await published(source, ['7 days 1 minute', '6 days 23 hours 59 minutes', '1 minute']);
    const [stuck] = newOrders(1) as [`ord_${string}`];
    await complete(source, [stuck]);
    await source.rows(`UPDATE messaging.outbox SET occurred_at = now() - interval '8 days' WHERE aggregate_id = $1`, [stuck]);
    expect(await sweepOutbox(source, 100)).toBe(1);
    expect(await sweepOutbox(source, 100)).toBe(0);
    const rows = await source.rows<{ aggregate_id: string }>('SELECT aggregate_id FROM messaging.outbox ORDER BY position');
    expect(rows.map((row) => row.aggregate_id)).toEqual(['of 6 days 23 hours 59 minutes', 'of 1 minute', stuck]);
  });

  it('takes a backlog in batches, during which others write', async () => {
    const { source } = await openStage();
    await published(source, Array<string>(2_500).fill('8 days'));
    await source.transaction(async (sql) => {
      expect(await sweepOutbox(sql, 1_000)).toBe(1_000);
      await complete(source, newOrders(1) as [`ord_${string}`]);
    });
    const found = await runInCall({}, () => sweepRows({ outbox: (limit) => sweepOutbox(source, limit) }));
    expect(found).toEqual({ outbox: 1_500, failed: 0 });
    expect(await left(source, 'outbox')).toBe(1);
  });

  it('by two processes at once deletes each row once', async () => {
    const { source } = await openStage();
    await published(source, Array<string>(3_000).fill('8 days'));
    const sweep = () => runInCall({}, () => sweepRows({ outbox: (limit) => sweepOutbox(source, limit) }));
    const found = await Promise.all([sweep(), sweep(), sweep()]);
    expect(found.reduce((sum, { outbox, failed }) => sum + outbox + failed, 0)).toBe(3_000);
    expect(await left(source, 'outbox')).toBe(0);
  });
});

describe('the sweep of the inbox', () => {
  it('forgets ids only when their events cannot come again', async () => {
    const { target } = await openStage();
    await target.rows(
      `INSERT INTO messaging.inbox SELECT uuidv7(-age::interval), now() - age::interval
       FROM unnest(ARRAY['22 days', '21 days 1 minute', '20 days 23 hours 59 minutes', '1 minute']) AS age`,
    );
    expect(await sweepInbox(target, 1)).toBe(1);
    expect(await sweepInbox(target, 100)).toBe(1);
    expect(await sweepInbox(target, 100)).toBe(0);
    expect(await left(target, 'inbox')).toBe(2);
  });
});
