import type { EventData } from '@tradewind/contracts/events';
import { newId } from '@tradewind/contracts/ids';
import { type Database, openDatabase, runInCall } from '@tradewind/service';
import { createDatabase } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete, newOrders, upTo } from '../testing/test-stage.ts';
import { appendEvents } from './append-events.ts';

let db: Database;

beforeAll(async () => {
  db = openDatabase({ url: (await createDatabase('order')).url, application: 'test' });
});
afterAll(() => db.close());

function stored(aggregateId: string) {
  return db.rows<{ sequence: number; type: string; actor: string; traceparent: string; version: number; data: object; id: string }>(
    'SELECT id, sequence, type, actor, traceparent, version, data FROM messaging.outbox WHERE aggregate_id = $1 ORDER BY position',
    [aggregateId],
  );
}

describe('appendEvents', () => {
  it('writes who caused the event, and in which trace', async () => {
    const [orderId] = newOrders(1) as [`ord_${string}`];
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await runInCall({ actor: { kind: 'service', name: 'order' }, traceparent }, () =>
      appendEvents(db, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }]),
    );
    const [row] = await stored(orderId);
    expect(row).toMatchObject({ sequence: 1, type: 'order.completed', actor: 'order', traceparent, version: 1, data: { orderId } });
    expect(row?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('numbers the events of each aggregate, several aggregates in one statement', async () => {
    const [a, b] = newOrders(2) as [`ord_${string}`, `ord_${string}`];
    const event = (orderId: `ord_${string}`) => ({ type: 'order.completed', aggregateId: orderId, data: { orderId } }) as const;
    await runInCall({}, () => appendEvents(db, [event(b), event(a), event(b)]));
    await runInCall({}, () => appendEvents(db, [event(a), event(b)]));
    expect((await stored(a)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect((await stored(b)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('leaves no gap where a transaction rolled back', async () => {
    const [orderId] = newOrders(1) as [`ord_${string}`];
    const rolledBack = runInCall({}, () =>
      db.transaction(async (sql) => {
        await appendEvents(sql, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }]);
        throw new Error('changed its mind');
      }),
    );
    await expect(rolledBack).rejects.toThrow('changed its mind');
    await complete(db, [orderId]);
    expect((await stored(orderId)).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('keeps positions in the order of sequences when many write for one aggregate', async () => {
    const [orderId] = newOrders(1) as [`ord_${string}`];
    await Promise.all(upTo(40).map(() => complete(db, [orderId])));
    expect((await stored(orderId)).map(({ sequence }) => sequence)).toEqual(upTo(40));
  });

  it('refuses data that does not fit the catalogue, and leaves out what it does not know', async () => {
    const orderId = newId('order');
    const wrong = { orderId: 'prd_1' } as unknown as EventData<'order.completed'>;
    await expect(runInCall({}, () => appendEvents(db, [{ type: 'order.completed', aggregateId: orderId, data: wrong }]))).rejects.toThrow(
      'orderId',
    );
    const more = { orderId, password: 'canary' };
    await runInCall({}, () => appendEvents(db, [{ type: 'order.completed', aggregateId: orderId, data: more }]));
    expect((await stored(orderId)).map(({ data }) => data)).toEqual([{ orderId }]);
  });

  it('does nothing for no events, and refuses to work outside of a call', async () => {
    await appendEvents(db, []);
    const orderId = newId('order');
    await expect(appendEvents(db, [{ type: 'order.completed', aggregateId: orderId, data: { orderId } }])).rejects.toThrow('no call');
  });
});
