import { runInCall } from '@tradewind/service';
import { type Step, standAround } from '@tradewind/service/steps';
import { testRedis } from '@tradewind/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { onEachBus } from './test-buses.ts';
import { jobsInPostgres, jobsInRedis, openTestJobs } from './test-job-place.ts';
import { complete, eventually, newOrders } from './test-stage.ts';

/** The steps that were taken, and the one of a kind that is made to fail next. */
const taken: string[] = [];
let failing: Step['kind'] | undefined;

standAround(async (step, work) => {
  taken.push([step.kind, ...step.names].join(' '));
  if (step.kind !== failing) return work();
  failing = undefined;
  throw new Error('this step fails');
});

beforeEach(() => {
  taken.length = 0;
  failing = undefined;
});

const countOf = (step: string) => taken.filter((one) => one === step).length;

onEachBus('a test stands around', (open) => {
  it('what is published and what takes effect, and may break it', async () => {
    const stage = await open();
    const bus = await stage.bus();
    await stage.consumers(bus, {});
    await stage.relay(bus);
    const [first, second] = newOrders(2);
    if (!first || !second) throw new Error('there are two');
    failing = 'publish';
    await complete(stage.source, [first]);
    await eventually(async () => expect(await stage.effects(first)).toEqual([1]));
    expect(countOf('publish order.completed')).toBe(2);
    failing = 'effect';
    await complete(stage.source, [second]);
    await eventually(async () => expect(await stage.effects(second)).toEqual([1]));
    expect(countOf('effect order.completed')).toBe(3);
  });
});

const { missing } = await testRedis();

describe.each(['PostgreSQL', 'Redis'] as const)('a test stands around jobs in %s', (kind) => {
  if (kind === 'Redis' && missing) {
    it.skip(missing);
    return;
  }

  it('where they are stored and where they are done, and may break it', async () => {
    const place = await (kind === 'Redis' ? jobsInRedis() : jobsInPostgres());
    const jobs = await openTestJobs(await place.fresh());
    const greeted: string[] = [];
    await jobs.work({ greet: { backoffMs: 50, handle: async ({ name }) => void greeted.push(name) } });
    failing = 'enqueue';
    await expect(runInCall({}, () => jobs.enqueue('greet', { name: 'Ada' }))).rejects.toThrow('this step fails');
    failing = 'job';
    await runInCall({}, () => jobs.enqueue('greet', { name: 'Grace' }));
    await eventually(() => expect(greeted).toEqual(['Grace']));
    expect([countOf('enqueue greet'), countOf('job greet')]).toEqual([2, 2]);
    await jobs.close();
    await place.server.close();
  });
});
