import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { startSweep, sweepInbox, sweepOutbox } from './sweep.ts';
import { complete, eventually, log, newOrders, openStage } from './testing/test-stage.ts';

describe('sweeps', () => {
  it('delete what was published long ago, and never what was not published', async () => {
    const { source } = await openStage();
    const [old, fresh, stuck] = newOrders(3) as [`ord_${string}`, `ord_${string}`, `ord_${string}`];
    await complete(source, [old, fresh, stuck]);
    await source.rows('UPDATE messaging.outbox SET published_at = now() WHERE aggregate_id <> $1', [stuck]);
    await source.rows(`UPDATE messaging.outbox SET occurred_at = now() - interval '8 days' WHERE aggregate_id <> $1`, [fresh]);
    expect(await sweepOutbox(source)).toBe(1);
    const left = await source.rows<{ aggregate_id: string }>('SELECT aggregate_id FROM messaging.outbox ORDER BY position');
    expect(left.map((row) => row.aggregate_id)).toEqual([fresh, stuck]);
  });

  it('forget ids only when their events cannot come again', async () => {
    const { target } = await openStage();
    await target.rows(
      `INSERT INTO messaging.inbox SELECT gen_random_uuid(), now() - make_interval(days => n) FROM generate_series(18, 23) n`,
    );
    expect(await sweepInbox(target)).toBe(3);
    expect(await sweepInbox(target)).toBe(0);
  });

  it('come each hour, until nothing is left, and survive a failure', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const answers = [() => 5_000, () => 12, () => 0, () => Promise.reject(new Error('away')), () => 0];
    const sweep = vi.fn(async () => (await answers.shift()?.()) ?? 0);
    const stop = startSweep(sweep, log);
    try {
      vi.advanceTimersByTime(3_600_000);
      await eventually(() => expect(sweep).toHaveBeenCalledTimes(3));
      vi.advanceTimersByTime(3_600_000);
      await eventually(() => expect(sweep).toHaveBeenCalledTimes(4));
      await stop();
      vi.advanceTimersByTime(3_600_000);
      await turn();
      expect(sweep).toHaveBeenCalledTimes(4);
    } finally {
      vi.useRealTimers();
    }
  });
});
