import { beforeEach, describe, expect, it } from 'vitest';
import type { EventBus } from '../bus/event-bus.ts';
import { on } from '../consumers/on.ts';
import { openTestJobs } from '../testing/test-job-place.ts';
import { complete, eventually, newOrders, openStage, recordEffect, type Stage } from '../testing/test-stage.ts';
import { rememberHeard } from './heard-types.ts';
import { readOverview } from './read-overview.ts';

let stage: Stage;
let bus: EventBus;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
beforeEach(async () => {
  stage = await openStage();
  bus = await stage.bus();
  jobs = await openTestJobs({ databaseUrl: stage.urls.product });
  await rememberHeard(stage.target, [on('order.completed', recordEffect)]);
});

describe('an overview', () => {
  it('tells what is to be told and to be heard, and how jobs stand', async () => {
    const ofSource = { db: stage.source, service: 'order', bus, jobs } as const;
    const ofTarget = { ...ofSource, db: stage.target, service: 'product' } as const;
    const nothing = { waiting: 0, retrying: 0, behind: 0 };
    await complete(stage.source, newOrders(3));
    const [oldest] = await stage.source.rows<{ at: Date }>('SELECT min(occurred_at) AS at FROM messaging.outbox');
    expect(await readOverview(ofSource)).toEqual({
      outbox: { depth: 3, oldestAt: oldest?.at.toISOString() },
      lag: null,
      hears: [],
      deadLetters: nothing,
      jobs: [],
    });
    await stage.relay(bus);
    await jobs.work({ greet: { attempts: 1, handle: async () => Promise.reject(new Error('no such address')) } });
    await jobs.enqueue('greet', { name: 'Ada' });
    await eventually(async () =>
      expect(await readOverview(ofTarget)).toMatchObject({
        lag: 3,
        hears: ['order.completed'],
        jobs: [{ name: 'greet', waiting: 0, failed: 1, lastFailure: { reason: 'no such address' } }],
      }),
    );
    expect(await readOverview(ofSource)).toMatchObject({ outbox: { depth: 0, oldestAt: null } });
    await stage.consumers(bus, {});
    await eventually(async () => expect(await readOverview(ofTarget)).toMatchObject({ lag: 0, deadLetters: nothing }));
  });

  it('leaves open what the bus and the backend of jobs do not say, and tells the rest', async () => {
    await complete(stage.target, newOrders(2));
    const ctx = { db: stage.target, service: 'product' } as const;
    const silent = { lag: () => new Promise<number>(() => undefined) };
    const away = { figures: () => Promise.reject(new Error('Connection is closed.')) };
    expect(await readOverview({ ...ctx, bus: silent, jobs: away })).toMatchObject({
      outbox: { depth: 2 },
      lag: null,
      hears: ['order.completed'],
      jobs: null,
    });
  });
});
