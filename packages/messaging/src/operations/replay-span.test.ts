import type { EventEnvelope } from '@tradewind/contracts/events';
import { newId, newUuid, type OrderId } from '@tradewind/contracts/ids';
import { runInCall } from '@tradewind/service';
import { completed } from '@tradewind/testing';
import { describe, expect, it } from 'vitest';
import { on } from '../consumers/on.ts';
import { appendEvents } from '../outbox/append-events.ts';
import { onEachBus } from '../testing/test-buses.ts';
import { complete, eventually, log, newOrders, openStage, recordEffect, type Stage, upTo } from '../testing/test-stage.ts';
import { rememberHeard } from './heard-types.ts';
import { listActions } from './list-actions.ts';
import { replaySpan } from './replay-span.ts';

const consumers = [on('order.completed', (sql, event) => recordEffect(sql, event))];
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

async function open(given: () => Promise<Stage> = openStage) {
  const stage = await given();
  const bus = await stage.bus();
  await stage.relay(bus);
  await rememberHeard(stage.target, consumers);
  return { stage, bus, operator: { ...stage.operator, bus } };
}

const allEffects = (stage: Stage, orders: readonly OrderId[]) => Promise.all(orders.map(stage.effects));

/** Completes the orders over and over until told to stop. @returns how many times each of them was. */
function keepCompleting(stage: Stage, orders: readonly OrderId[]) {
  let going = true;
  let rounds = 0;
  const running = (async () => {
    while (going) {
      await complete(stage.source, orders);
      rounds += 1;
    }
  })();
  return {
    rounds: () => rounds,
    stop: async () => {
      going = false;
      await running;
      return rounds;
    },
  };
}

onEachBus('a replay of a span of time', (openOnBus) => {
  it('gives a rebuilt consumer the effects that it had, in order, while live events go on', async () => {
    const { stage, bus, operator } = await open(openOnBus);
    const orders = newOrders(12);
    const before = await stage.consumers(bus, { consumers });
    const live = keepCompleting(stage, orders);
    await eventually(async () => expect((await stage.effects(orders[0] ?? '')).length).toBeGreaterThan(5));
    await before.close();
    await stage.target.rows('TRUNCATE effect, messaging.inbox');

    const answer = await replaySpan(operator, { from: hourAgo(), again: false });
    expect(answer.parked).toBeGreaterThanOrEqual(12 * 5);
    await stage.consumers(bus, { consumers });
    const seen = live.rounds();
    await eventually(() => expect(live.rounds()).toBeGreaterThan(seen + 3));
    const rounds = await live.stop();
    await eventually(async () => expect(await allEffects(stage, orders)).toEqual(orders.map(() => upTo(rounds))));
    expect(await stage.parked()).toEqual([]);
  });

  it('comes between what was heard before it and what is heard after it, while consumers run', async () => {
    const { stage, bus, operator } = await open(openOnBus);
    const orders = newOrders(12);
    await stage.consumers(bus, { consumers });
    const live = keepCompleting(stage, orders);
    await eventually(async () => expect((await stage.effects(orders[0] ?? '')).length).toBeGreaterThan(3));
    await replaySpan(operator, { from: hourAgo(), again: true });
    const seen = live.rounds();
    await eventually(() => expect(live.rounds()).toBeGreaterThan(seen + 3));
    const rounds = await live.stop();
    await eventually(async () => {
      const effects = await allEffects(stage, orders);
      expect(effects.map((made) => made.at(-1))).toEqual(orders.map(() => rounds));
      expect(await stage.parked()).toEqual([]);
    });
    for (const made of await allEffects(stage, orders)) {
      // Heard before; then the span, from its first event on; then what was heard after it.
      const heard = made.indexOf(1, 1);
      const after = made.slice(heard);
      const spanned = after.findIndex((sequence, index) => sequence !== index + 1);
      const last = spanned === -1 ? after.length : spanned;
      expect(heard).toBeGreaterThan(0);
      expect(made).toEqual([...upTo(heard), ...upTo(rounds).filter((sequence) => sequence <= last || sequence > heard)]);
    }
  });

  it('counts what it parked, what was known and what it was not about, and is written down', async () => {
    const { stage, bus, operator } = await open(openOnBus);
    const [one, two] = newOrders(2) as [OrderId, OrderId];
    await complete(stage.source, [one]);
    const shipped = { orderId: one, shipmentId: newId('shipment'), fulfilmentStatus: 'fulfilled' } as const;
    await runInCall({ log }, () =>
      stage.source.transaction((sql) => appendEvents(sql, [{ type: 'order.shipped', aggregateId: one, data: shipped }])),
    );
    const running = await stage.consumers(bus, { consumers });
    await eventually(async () => expect(await stage.effects(one)).toEqual([1]));
    await running.close();
    const between = new Date().toISOString();
    await complete(stage.source, [two]);
    await eventually(async () => expect(await bus.lag({ group: 'product', topics: ['order.events'] })).toBe(1));

    const from = hourAgo();
    const earlier = await replaySpan(operator, { from, to: between, again: false });
    expect(earlier).toEqual({ from, to: between, parked: 0, known: 1, foreign: 1 });
    expect(await replaySpan(operator, { from, again: false, types: ['order.completed'] })).toMatchObject({ parked: 1, known: 1 });
    expect(await replaySpan(operator, { from, again: true, idempotencyKey: 'k' })).toMatchObject({ parked: 1, known: 1, foreign: 1 });
    expect(await replaySpan(operator, { from, again: true, idempotencyKey: 'k' })).toMatchObject({ parked: 1, known: 1, foreign: 1 });
    expect((await listActions(stage.target, { limit: 10 })).items).toMatchObject([
      { action: 'replay_span', target: 'all', detail: { parked: 1, known: 1, foreign: 1, again: true, types: ['order.completed'] } },
      { action: 'replay_span', target: 'order.completed', detail: { parked: 1, known: 1, again: false } },
      { action: 'replay_span', target: 'all', actor: 'operator:test', detail: { from, to: between, parked: 0, known: 1, foreign: 1 } },
    ]);
    await stage.consumers(bus, { consumers });
    await eventually(async () => expect(await allEffects(stage, [one, two])).toEqual([[1, 1], [1]]));
  });
});

describe('a replay of a span of time', () => {
  it('brings older events before those of the aggregate that are parked already', async () => {
    const { stage, bus, operator } = await open();
    const [orderId] = newOrders(1) as [OrderId];
    let broken = true;
    const refuse = on('order.completed', async (sql, event) => {
      if (broken && event.sequence === 3) {
        throw new Error('a defect');
      }
      await recordEffect(sql, event);
    });
    await complete(stage.source, [orderId, orderId, orderId, orderId]);
    const retry = { attempts: 1, parkedDelayMs: () => null };
    const first = await stage.consumers(bus, { consumers: [refuse], retry });
    await eventually(async () => expect(await stage.parked()).toHaveLength(2));
    await first.close();
    await stage.target.rows('TRUNCATE effect');
    expect(await replaySpan(operator, { from: hourAgo(), again: true })).toMatchObject({ parked: 2, known: 2, foreign: 0 });
    broken = false;
    await stage.consumers(bus, { consumers: [refuse], retry });
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3, 4]));
  });

  it('refuses a span that is not one, and says which end is wrong', async () => {
    const { stage, operator } = await open();
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const minute = 60_000;
    const wrong = [
      [{ from: at(-minute), to: at(-minute) }, 'from'],
      [{ from: at(-minute), to: at(minute) }, 'to'],
      [{ from: at(minute) }, 'from'],
      [{ from: at(-8 * 24 * 60 * minute) }, 'from'],
      [{ from: at(-minute), types: ['user.registered' as const] }, 'types'],
    ] as const;
    for (const [span, path] of wrong) {
      const given = { ...span, types: 'types' in span ? [...span.types] : undefined, again: false };
      await expect(replaySpan(operator, given)).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path }] } });
    }
    await expect(replaySpan(operator, { from: at(-8 * 24 * 60 * minute), again: false })).rejects.toThrow('keeps everything');
    await rememberHeard(stage.target, []);
    await expect(replaySpan(operator, { from: at(-minute), again: false })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await listActions(stage.target, { limit: 10 })).items).toEqual([]);
  });

  const event = () => completed(newId('order'), 1);

  it('does nothing when it is too long, takes too long, or the bus fails in the midst of it', async () => {
    const { stage, bus, operator } = await open();
    const over = (read: () => AsyncIterable<readonly EventEnvelope[]>) => ({ ...operator, bus: { ...bus, read } });
    const one = event();
    const many = over(async function* () {
      yield [one];
      yield Array.from({ length: 100_000 }, () => one);
    });
    await expect(replaySpan(many, { from: hourAgo(), again: false })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extras: { errors: [{ path: 'to' }] },
    });
    const failing = over(async function* () {
      yield [event()];
      throw new Error('the bus is away');
    });
    await expect(replaySpan(failing, { from: hourAgo(), again: false })).rejects.toThrow('the bus is away');
    const slow = over(async function* () {
      yield [event()];
    });
    const late = runInCall({ log, deadline: Date.now() - 1, signal: AbortSignal.abort() }, () =>
      replaySpan(slow, { from: hourAgo(), again: false }),
    );
    await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await stage.parked()).toEqual([]);
    expect(await stage.target.rows('SELECT FROM messaging.inbox')).toEqual([]);
    expect((await listActions(stage.target, { limit: 10 })).items).toEqual([]);
  });

  it('waits for an event that is being handled', async () => {
    const { stage, bus, operator } = await open();
    const [orderId] = newOrders(1) as [OrderId];
    let finish: (() => void) | undefined;
    const slow = on('order.completed', async (sql, given) => {
      if (given.sequence === 2 && !finish) {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      }
      await recordEffect(sql, given);
    });
    await complete(stage.source, [orderId, orderId]);
    await stage.consumers(bus, { consumers: [slow] });
    await eventually(() => expect(finish).toBeDefined());
    const replay = replaySpan(operator, { from: hourAgo(), again: true });
    const held = `SELECT FROM pg_locks WHERE relation = 'messaging.inbox'::regclass AND NOT granted`;
    await eventually(async () => expect(await stage.target.rows(held)).toHaveLength(1));
    finish?.();
    expect(await replay).toMatchObject({ parked: 2 });
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 1, 2]));
  });

  it('gives up when one takes long', async () => {
    const { stage, bus, operator } = await open();
    const source = {
      ...operator,
      bus: {
        ...bus,
        read: async function* () {
          yield [event()];
        },
      },
    };
    await stage.target.transaction(async (sql) => {
      await sql.rows('INSERT INTO messaging.inbox (event_id) VALUES ($1)', [newUuid()]);
      await expect(replaySpan(source, { from: hourAgo(), again: false })).rejects.toMatchObject({ code: 'CONFLICT' });
    });
    expect(await replaySpan(source, { from: hourAgo(), again: false })).toMatchObject({ parked: 1 });
  });
});
