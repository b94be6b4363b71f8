import type { OrderId } from '@tradewind/contracts/ids';
import { newUuid } from '@tradewind/contracts/ids';
import type { messages } from '@tradewind/contracts/schemas';
import { describe, expect, it } from 'vitest';
import { lockStream } from '../consumers/dead-letters.ts';
import { on } from '../consumers/on.ts';
import { complete, eventually, newOrders, openStage, recordEffect, type Stage, upTo } from '../testing/test-stage.ts';
import { discardDeadLetter } from './discard-dead-letter.ts';
import { listActions } from './list-actions.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { readDeadLetter } from './read-dead-letter.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';
import { replayProgress } from './replay-progress.ts';

const anyHour = 3_600_000;
const giveUp = { attempts: 1, delayMs: () => 1, parkedDelayMs: () => null };

/** Consumers that refuse the first event of each poisoned order until `mend` is called. */
async function openPoisoned(poisoned: readonly OrderId[], retry: object = giveUp) {
  const stage = await openStage();
  let broken = true;
  const refuse = on('order.completed', async (sql, event) => {
    const orders: readonly string[] = poisoned;
    if (broken && event.sequence === 1 && orders.includes(event.aggregateId)) {
      throw new Error('a defect');
    }
    await recordEffect(sql, event);
  });
  const bus = await stage.bus();
  await stage.relay(bus);
  await stage.consumers(bus, { consumers: [refuse], retry });
  return {
    stage,
    mend: () => {
      broken = false;
    },
  };
}

const untilParked = (stage: Stage, count: number) =>
  eventually(async () => {
    const parked = await stage.parked();
    expect(parked).toHaveLength(count);
    return parked;
  });

const actionsOf = async (stage: Stage) => (await listActions(stage.target, { limit: 100 })).items;

describe('parked events', () => {
  it('are listed in pages by what they wait for, and read with what is around them', async () => {
    const [poisoned, other] = newOrders(2) as [OrderId, OrderId];
    const { stage } = await openPoisoned([poisoned, other]);
    await complete(stage.source, [poisoned, other, poisoned, poisoned]);
    await untilParked(stage, 4);

    const list = (input: Partial<messages.DeadLetterListInput>) => listDeadLetters(stage.target, { limit: 100, ...input });
    const behind = await list({ state: 'behind', limit: 1 });
    expect(behind).toMatchObject({ total: 2, items: [{ aggregateId: poisoned, state: 'behind', error: null }] });
    const last = await list({ state: 'behind', limit: 1, cursor: behind.nextCursor ?? '' });
    expect(last).toMatchObject({ total: 2, nextCursor: null, items: [{ aggregateId: poisoned }] });
    expect(last.items[0]?.eventId).not.toBe(behind.items[0]?.eventId);
    expect((await list({ state: 'retrying' })).total).toBe(0);
    expect((await list({ aggregateId: other })).items).toMatchObject([{ state: 'waiting', error: 'a defect', attempts: 1, retryAt: null }]);
    expect((await list({ type: 'order.placed' })).total).toBe(0);
    expect((await list({ topic: 'order.events' })).total).toBe(4);
    await expect(list({ cursor: 'ord_1' })).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'cursor' }] } });

    const [first, second, third] = (await stage.parked({ aggregateId: poisoned })).map(({ eventId }) => eventId);
    const [outbox] = await stage.source.rows<{ trace: string }>(
      `SELECT split_part(traceparent, '-', 2) AS trace FROM messaging.outbox WHERE id = $1`,
      [first],
    );
    const read = await readDeadLetter(stage.target, first ?? '');
    expect(read).toMatchObject({
      state: 'waiting',
      error: 'a defect',
      traceId: outbox?.trace,
      first: null,
      event: { id: first, sequence: 1, data: { orderId: poisoned } },
      behind: { total: 2, next: [{ eventId: second }, { eventId: third }] },
    });
    expect(Date.now() - Date.parse(read.triedAt ?? '')).toBeLessThan(anyHour);
    expect(JSON.stringify(read)).not.toContain('.ts:');
    expect(Object.keys(read.event).slice(0, 2)).toEqual(['id', 'type']);
    expect(await readDeadLetter(stage.target, second ?? '')).toMatchObject({
      state: 'behind',
      triedAt: null,
      first: { eventId: first },
      behind: { total: 1, next: [{ eventId: third }] },
    });
    await expect(readDeadLetter(stage.target, newUuid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tell when they are tried by themselves', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage } = await openPoisoned([poisoned], { ...giveUp, parkedDelayMs: () => anyHour });
    await complete(stage.source, [poisoned]);
    const [letter] = await untilParked(stage, 1);
    expect(letter?.state).toBe('retrying');
    expect(Date.parse(letter?.retryAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('of one among many take effect once and in order when they are replayed, whichever of them is named', async () => {
    const [poisoned, ...neighbours] = newOrders(200) as [OrderId, ...OrderId[]];
    const { stage, mend } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned, ...neighbours, poisoned, poisoned]);
    const parked = await untilParked(stage, 3);
    const done = async () => (await stage.target.rows('SELECT FROM effect')).length;
    await eventually(async () => expect(await done()).toBe(neighbours.length));
    mend();
    expect(await replayDeadLetters(stage.operator, { eventId: parked[2]?.eventId })).toEqual({ aggregates: 1, events: 3 });
    await untilParked(stage, 0);
    expect(await stage.effects(poisoned)).toEqual([1, 2, 3]);
    expect(await done()).toBe(neighbours.length + 3);
    expect(await actionsOf(stage)).toMatchObject([
      { actor: 'operator:test', action: 'replay', target: parked[2]?.eventId, detail: { aggregates: 1, events: 3 } },
    ]);
  });

  it('tell how far a replay has come', async () => {
    const poisoned = newOrders(2) as [OrderId, OrderId];
    const { stage } = await openPoisoned(poisoned);
    await complete(stage.source, [...poisoned, ...poisoned]);
    await untilParked(stage, 4);
    const now = async () => {
      const [row] = await stage.target.rows<{ now: Date }>('SELECT now() AS now');
      return row?.now ?? new Date(0);
    };
    const since = await now();
    expect(await replayProgress(stage.target, { since })).toEqual({ pending: 0, failed: 0 });
    await stage.target.transaction(async (sql) => {
      // Nobody tries them while they are held here.
      for (const aggregateId of poisoned) await lockStream(sql, { topic: 'order.events', aggregateId });
      await replayDeadLetters(stage.operator, { all: true });
      expect(await replayProgress(stage.target, { since })).toEqual({ pending: 2, failed: 0 });
      expect(await replayProgress(stage.target, { since, aggregateId: poisoned[0] })).toEqual({ pending: 1, failed: 0 });
    });
    await eventually(async () => expect(await replayProgress(stage.target, { since })).toEqual({ pending: 0, failed: 2 }));
    expect(await replayProgress(stage.target, { since: await now() })).toEqual({ pending: 0, failed: 0 });
  });

  it('are replayed all at once, or not at all when nothing is there', async () => {
    const poisoned = newOrders(3);
    const { stage, mend } = await openPoisoned(poisoned);
    await complete(stage.source, [...poisoned, ...poisoned]);
    await untilParked(stage, 6);
    mend();
    expect(await replayDeadLetters(stage.operator, { all: true })).toEqual({ aggregates: 3, events: 6 });
    await untilParked(stage, 0);
    expect(await Promise.all(poisoned.map(stage.effects))).toEqual(poisoned.map(() => [1, 2]));
    expect(await replayDeadLetters(stage.operator, { all: true })).toEqual({ aggregates: 0, events: 0 });
    await expect(replayDeadLetters(stage.operator, { aggregateId: poisoned[0] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(replayDeadLetters(stage.operator, { eventId: newUuid() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await actionsOf(stage)).toMatchObject([
      { target: 'all', detail: { events: 0 } },
      { target: 'all', detail: { events: 6 } },
    ]);
  });

  it('do nothing that is not written down', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage, mend } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned]);
    const [letter] = await untilParked(stage, 1);
    mend();
    await stage.target.rows('ALTER TABLE messaging.action RENAME TO away');
    await expect(replayDeadLetters(stage.operator, { all: true })).rejects.toThrow();
    await expect(discardDeadLetter(stage.operator, { eventId: letter?.eventId ?? '', reason: 'not needed' })).rejects.toThrow();
    expect(await stage.parked()).toEqual([letter]);
  });

  it('are not written down as discarded when that could not be committed', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned]);
    const [letter] = await untilParked(stage, 1);
    await stage.target.rows(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused at the commit'; END $$`);
    await stage.target.rows(
      'CREATE CONSTRAINT TRIGGER refuse AFTER DELETE ON messaging.dead_letter DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    const given = { eventId: letter?.eventId ?? '', reason: 'not needed' };
    await expect(discardDeadLetter(stage.operator, given)).rejects.toThrow('refused at the commit');
    expect(await stage.parked()).toEqual([letter]);
    expect(await actionsOf(stage)).toEqual([]);
  });
});

describe('a discarded event', () => {
  it('stays in the record of who gave it up and why, once per key, and those behind it go on', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned, poisoned]);
    const [first, second] = await untilParked(stage, 2);
    const input = { eventId: first?.eventId ?? '', reason: 'sent by mistake', idempotencyKey: 'once' };
    const answers = [await discardDeadLetter(stage.operator, input), await discardDeadLetter(stage.operator, input)];
    expect(answers).toEqual(upTo(2).map(() => ({ eventId: first?.eventId, next: second?.eventId })));
    await untilParked(stage, 0);
    expect(await stage.effects(poisoned)).toEqual([2]);
    const actions = await actionsOf(stage);
    expect(actions).toMatchObject([
      {
        action: 'discard',
        actor: 'operator:test',
        target: first?.eventId,
        detail: { reason: 'sent by mistake', type: 'order.completed', error: 'a defect', event: { id: first?.eventId, sequence: 1 } },
      },
    ]);
    const [discarded] = actions;
    expect(discarded?.action === 'discard' && Object.keys(discarded.detail.event).at(-1)).toBe('data');
    await expect(stage.target.rows(`UPDATE messaging.action SET actor = 'nobody'`)).rejects.toThrow('append-only');
    await expect(stage.target.rows('DELETE FROM messaging.action')).rejects.toThrow('append-only');
  });

  it('is left alone while it is tried, and while another is parked behind it', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned]);
    const [letter] = await untilParked(stage, 1);
    const input = { eventId: letter?.eventId ?? '', reason: 'not needed' };
    await stage.target.transaction(async (sql) => {
      await lockStream(sql, { topic: 'order.events', aggregateId: poisoned });
      await expect(discardDeadLetter(stage.operator, input)).rejects.toMatchObject({ code: 'CONFLICT' });
    });
    expect(await stage.parked()).toEqual([letter]);
    expect(await discardDeadLetter(stage.operator, input)).toEqual({ eventId: input.eventId, next: null });
  });

  it('from the middle leaves the first where it is', async () => {
    const [poisoned] = newOrders(1) as [OrderId];
    const { stage, mend } = await openPoisoned([poisoned]);
    await complete(stage.source, [poisoned, poisoned, poisoned]);
    const parked = await untilParked(stage, 3);
    expect(await discardDeadLetter(stage.operator, { eventId: parked[1]?.eventId ?? '', reason: 'not needed' })).toMatchObject({
      next: null,
    });
    expect((await stage.parked()).map(({ state }) => state)).toEqual(['waiting', 'behind']);
    mend();
    await replayDeadLetters(stage.operator, { aggregateId: poisoned });
    await untilParked(stage, 0);
    expect(await stage.effects(poisoned)).toEqual([1, 3]);
  });
});

it('actions come newest first, in pages', async () => {
  const { stage } = await openPoisoned([]);
  for (const actor of ['one', 'two', 'three']) {
    await replayDeadLetters({ db: stage.target, actor }, { all: true });
  }
  const first = await listActions(stage.target, { limit: 2 });
  expect(first.items.map(({ actor }) => actor)).toEqual(['three', 'two']);
  const second = await listActions(stage.target, { limit: 2, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ items: [{ actor: 'one' }], nextCursor: null });
  await expect(listActions(stage.target, { limit: 2, cursor: '-1' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
