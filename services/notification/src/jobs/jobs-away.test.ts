import { eventually, type OwnBackend, ownRedis, testRedis } from '@tradewind/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrder, type Notification, openNotification } from '../test-kit.ts';
import { messageJobs } from './message-jobs.ts';

const { missing } = await testRedis();
let redis: OwnBackend;
let service: Notification;
beforeAll(async () => {
  if (missing) return;
  redis = await ownRedis();
  service = await openNotification({ redisUrl: redis.url });
  await service.jobs.work(messageJobs(service.ctx));
});
afterAll(async () => {
  await service?.close();
  await redis?.close();
});

it.skipIf(missing)('a mail whose job could not be stored is sent once all the same, also when Redis comes back with nothing', async () => {
  const order = makeOrder();
  service.orders.set(order.id, order);
  const event = service.makeEvent('order.confirmed', order.id, {
    orderId: order.id,
    customerId: null,
    total: order.totals.total,
    lines: [],
  });
  await redis.kill();
  const afterCommit = await service.hear(event);
  await expect(afterCommit?.()).rejects.toThrow();
  expect(await service.messages()).toMatchObject([{ status: 'queued' }]);
  await redis.start({ empty: true });
  await eventually(async () => expect(await service.messages()).toMatchObject([{ status: 'sent', attempts: 1 }]), { timeoutMs: 25_000 });
  expect(await service.letters(order.email)).toHaveLength(1);
});
