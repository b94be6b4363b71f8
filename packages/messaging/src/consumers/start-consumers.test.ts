import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf } from '@tradewind/contracts/events';
import { currentCall, type Sql } from '@tradewind/service';
import { expect, it } from 'vitest';
import { discardDeadLetter } from '../operations/discard-dead-letter.ts';
import { replayDeadLetters } from '../operations/replay-dead-letters.ts';
import { onEachBus } from '../testing/test-buses.ts';
import { complete, eventually, log, newOrders, recordEffect, type Stage, upTo } from '../testing/test-stage.ts';
import { on } from './on.ts';
import { startConsumers } from './start-consumers.ts';

type Completed = EventOf<'order.completed'>;
const quick = { delayMs: () => 1, parkedDelayMs: () => null };

async function start(stage: Stage, handle: (sql: Sql, event: Completed) => Promise<void | (() => Promise<void>)>, options = {}) {
  const bus = await stage.bus();
  await stage.relay(bus);
  return stage.consumers(bus, { consumers: [on('order.completed', handle)], retry: quick, ...options });
}

onEachBus('consumers', (openStage) => {
  it('keep the order of each aggregate, several at once', async () => {
    const stage = await openStage();
    for (const _ of upTo(3)) {
      await stage.consumers(await stage.bus(), { concurrency: 3 });
    }
    await stage.relay(await stage.bus());
    const orders = newOrders(20);
    await Promise.all(upTo(10).map(() => complete(stage.source, orders)));
    await eventually(async () => expect(await Promise.all(orders.map(stage.effects))).toEqual(orders.map(() => upTo(10))));
  });

  it('run in a call of the service, in the trace of the event, and nudge after the commit', async () => {
    const stage = await openStage();
    const seen: object[] = [];
    const nudged: number[][] = [];
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await start(stage, async (sql, event) => {
      const { actor, traceparent } = currentCall();
      seen.push({ actor, same: traceparent === event.traceparent });
      await recordEffect(sql, event);
      return async () => {
        nudged.push(await stage.effects(orderId));
        throw new Error('a nudge that fails is nobody’s loss');
      };
    });
    await complete(stage.source, [orderId]);
    await eventually(() => expect(nudged).toEqual([[1]]));
    expect(seen).toEqual([{ actor: { kind: 'service', name: 'product' }, same: true }]);
    expect(await stage.parked()).toEqual([]);
  });

  it('try again what fails at first, and undo what the failed attempt did', async () => {
    const stage = await openStage();
    let attempts = 0;
    await start(stage, async (sql, event) => {
      await recordEffect(sql, event);
      attempts += 1;
      if (attempts < 3) {
        throw new Error('not yet');
      }
    });
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
    expect(attempts).toBe(3);
  });

  it('park poison with its followers, go on with the neighbours, and replay in order', async () => {
    const stage = await openStage();
    const [poisoned, ...neighbours] = newOrders(8) as [`ord_${string}`, ...`ord_${string}`[]];
    let broken = true;
    await start(stage, async (sql, event) => {
      if (broken && event.aggregateId === poisoned && event.sequence === 2) {
        throw new Error('a defect');
      }
      await recordEffect(sql, event);
    });
    await complete(stage.source, [poisoned, ...neighbours, poisoned, poisoned, ...neighbours, poisoned]);
    await eventually(async () => expect(await stage.parked()).toHaveLength(3));
    await eventually(async () => expect(await Promise.all(neighbours.map(stage.effects))).toEqual(neighbours.map(() => [1, 2])));
    expect(await stage.effects(poisoned)).toEqual([1]);
    const letters = await stage.parked({ aggregateId: poisoned });
    expect(letters.map(({ state, error, attempts }) => ({ state, error, attempts }))).toEqual([
      { state: 'waiting', error: 'a defect', attempts: 3 },
      { state: 'behind', error: null, attempts: 0 },
      { state: 'behind', error: null, attempts: 0 },
    ]);

    // Replayed too early, it fails and waits again; nothing behind it overtakes.
    expect(await replayDeadLetters(stage.operator, { all: true })).toEqual({ aggregates: 1, events: 3 });
    await eventually(async () => expect((await stage.parked())[0]).toMatchObject({ attempts: 1, retryAt: null }));
    expect(await stage.effects(poisoned)).toEqual([1]);

    broken = false;
    expect(await replayDeadLetters(stage.operator, { aggregateId: poisoned })).toEqual({ aggregates: 1, events: 3 });
    await complete(stage.source, [poisoned]);
    await eventually(async () => expect(await stage.effects(poisoned)).toEqual([1, 2, 3, 4, 5]));
    expect(await stage.parked()).toEqual([]);
  });

  it('heal by themselves when the cause goes away', async () => {
    const stage = await openStage();
    let away = true;
    await start(
      stage,
      async (sql, event) => {
        if (away) {
          throw new Error('a neighbour is away');
        }
        await recordEffect(sql, event);
      },
      { retry: { delayMs: () => 1, parkedDelayMs: () => 100 } },
    );
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId, orderId]);
    await eventually(async () => expect((await stage.parked())[0]?.attempts).toBeGreaterThan(3));
    away = false;
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2]));
  });

  it('park an event of a version that they do not know yet, and go on with it in order after the upgrade', async () => {
    const stage = await openStage();
    const consumers = await stage.consumers(await stage.bus(), { retry: quick });
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId, orderId, orderId]);
    // As a newer process of the producer would have told it during a deployment.
    await stage.source.rows('UPDATE messaging.outbox SET version = 2 WHERE sequence = 2');
    await stage.relay(await stage.bus());
    const letters = await eventually(async () => {
      const found = await stage.parked();
      expect(found).toHaveLength(2);
      return found;
    });
    expect((await stage.parkedEvents()).map(({ sequence, version }) => ({ sequence, version }))).toEqual([
      { sequence: 2, version: 2 },
      { sequence: 3, version: 1 },
    ]);
    expect(letters.map(({ error }) => error)).toEqual([
      'order.completed came in version 2, of which this process knows 1 at most: upgrade it, then replay',
      null,
    ]);
    expect(await stage.effects(orderId)).toEqual([1]);

    await consumers.close();
    // Stands for the upgrade: from here on the version is one that is known.
    await stage.target.rows(`UPDATE messaging.dead_letter SET event = jsonb_set(event, '{version}', '1')`);
    await stage.consumers(await stage.bus(), { retry: quick });
    expect(await replayDeadLetters(stage.operator, { all: true })).toEqual({ aggregates: 1, events: 2 });
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2, 3]));
    expect(await stage.parked()).toEqual([]);
  });

  it('go on with those behind an event that is discarded', async () => {
    const stage = await openStage();
    await start(stage, async (sql, event) => {
      if (event.sequence === 1) {
        throw new Error('a defect');
      }
      await recordEffect(sql, event);
    });
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId, orderId, orderId]);
    const letters = await eventually(async () => {
      const found = await stage.parked();
      expect(found).toHaveLength(3);
      return found;
    });
    const given = { eventId: letters[0]?.eventId ?? '', reason: 'a test of ours' };
    expect(await discardDeadLetter(stage.operator, given)).toEqual({ eventId: given.eventId, next: letters[1]?.eventId });
    await expect(discardDeadLetter(stage.operator, given)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([2, 3]));
  });

  it('bound a handler that hangs, and refuse what it does afterwards', async () => {
    const stage = await openStage();
    const late: unknown[] = [];
    let hangs = true;
    await start(
      stage,
      async (sql, event) => {
        if (hangs) {
          hangs = false;
          await sleep(600);
          await recordEffect(sql, event, 'late').catch((error: unknown) => late.push(error));
          return;
        }
        await recordEffect(sql, event);
      },
      { timeoutMs: 300, retry: { delayMs: () => 1, parkedDelayMs: () => 1 } },
    );
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId, orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1, 2]));
    await eventually(() => expect(late).toEqual([expect.objectContaining({ message: 'the transaction of this event is over' })]));
  });

  it('bound a statement that hangs', async () => {
    const stage = await openStage();
    let hangs = true;
    await start(
      stage,
      async (sql, event) => {
        if (hangs) {
          hangs = false;
          await sql.rows('SELECT pg_sleep(60)::text');
        }
        await recordEffect(sql, event);
      },
      { timeoutMs: 1_000, retry: { delayMs: () => 1, parkedDelayMs: () => 1 } },
    );
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId]);
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
  });

  it('begin nothing more once they are closed', async () => {
    const stage = await openStage();
    let begun = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const running = await start(
      stage,
      async (sql, event) => {
        begun += 1;
        await gate;
        await recordEffect(sql, event);
      },
      { concurrency: 1 },
    );
    const orders = newOrders(30);
    await complete(stage.source, orders);
    await eventually(() => expect(begun).toBe(1));
    const closing = running.close();
    open();
    await closing;
    expect(begun).toBe(1);
    await stage.consumers(await stage.bus(), {});
    await eventually(async () => expect(await Promise.all(orders.map(stage.effects))).toEqual(orders.map(() => [1])));
  });

  it('wait for their database, however long it takes', async () => {
    const stage = await openStage();
    await stage.target.rows('ALTER TABLE messaging.inbox RENAME TO gone');
    await start(stage, recordEffect, { retry: { delayMs: () => 1, parkedDelayMs: () => 1 } });
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await complete(stage.source, [orderId]);
    await sleep(300);
    await stage.target.rows('ALTER TABLE messaging.gone RENAME TO inbox');
    await eventually(async () => expect(await stage.effects(orderId)).toEqual([1]));
    await eventually(async () => expect(await stage.parked()).toEqual([]));
  });

  it('are one per event type', async () => {
    const stage = await openStage();
    const consumer = on('order.completed', async () => undefined);
    const started = startConsumers({
      bus: await stage.bus(),
      db: stage.target,
      service: 'product',
      consumers: [consumer, consumer],
      log,
    });
    await expect(started).rejects.toThrow('two consumers');
  });
});
