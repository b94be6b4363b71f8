import { readEnv } from '@tradewind/service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { on } from './consumers/on.ts';
import { type Messaging, messagingEnv, openMessaging } from './open-messaging.ts';
import { heardTypes } from './operations/heard-types.ts';
import { complete, eventually, log, newOrders, openStage, recordEffect, type Stage } from './testing/test-stage.ts';

const schema = z.object(messagingEnv);

/** A process of the order service that does some of the work, hearing its own events. */
async function openPart({ source, place }: Stage, WORK: string): Promise<Messaging<{ look: object }>> {
  const env = readEnv(schema, { EVENTS_DATABASE_URL: place.eventsDatabaseUrl, WORK });
  const messaging = await openMessaging<{ look: object }>({ service: 'order', db: source, env, log });
  onTestFinished(() => messaging.close());
  return messaging;
}

describe('messaging', () => {
  it('spreads over processes what WORK gives to each', async () => {
    const stage = await openStage();
    await stage.source.rows(
      'CREATE TABLE effect (at bigserial PRIMARY KEY, aggregate_id text NOT NULL, sequence bigint NOT NULL, by text)',
    );
    const [orderId] = newOrders(1) as [`ord_${string}`];
    const looked: string[] = [];
    const hear = (part: Messaging<object>, by: string) => part.hear([on('order.completed', (sql, event) => recordEffect(sql, event, by))]);
    const look = (part: Messaging<{ look: object }>, by: string) => part.work({ look: { handle: async () => void looked.push(by) } });

    const caller = await openPart(stage, 'none');
    await hear(caller, 'caller');
    expect(await heardTypes(stage.source)).toEqual(['order.completed']);
    await look(caller, 'caller');
    await complete(stage.source, [orderId]);
    await caller.jobs.enqueue('look', {});
    const consumer = await openPart(stage, 'consumers');
    await hear(consumer, 'consumer');
    await openPart(stage, 'relay');
    await eventually(async () => expect(await stage.source.rows('SELECT by FROM effect')).toEqual([{ by: 'consumer' }]));
    await look(await openPart(stage, 'jobs'), 'worker');
    await eventually(() => expect(looked).toEqual(['worker']));
    await Promise.all(Object.values(caller.checks).map((check) => check()));
  });

  it('deletes what is past its time of what every service carries, on a schedule', async () => {
    const stage = await openStage();
    await stage.source.rows(`INSERT INTO messaging.inbox SELECT uuidv7(-interval '22 days'), now() - interval '22 days'`);
    await stage.source.rows(
      `INSERT INTO service.idempotency_key (actor, procedure, key, body_hash, holder, lease_until, expires_at)
       VALUES ('guest', 'cart.create', 'old', '', gen_random_uuid(), now(), now() - interval '1 minute')`,
    );
    const answers = [3, 0];
    await (await openPart(stage, 'jobs')).work({}, { carts: async () => answers.shift() ?? 0 });
    const found = `SELECT return_value FROM bullmq.job WHERE name = 'retention' AND state = 'completed'`;
    const reported = { outbox: 0, inbox: 1, idempotencyKeys: 1, log: 0, carts: 3, failed: 0 };
    await eventually(async () => expect(await stage.source.rows(found)).toEqual([{ return_value: reported }]));
  });

  it('does everything in one process unless told, and refuses what it does not know', () => {
    expect(readEnv(schema, {}).WORK).toEqual(['relay', 'consumers', 'jobs']);
    expect(() => readEnv(schema, { WORK: 'relay,cooking' })).toThrow('WORK');
  });
});
