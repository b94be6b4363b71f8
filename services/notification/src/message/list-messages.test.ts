import { newId } from '@tradewind/contracts/ids';
import type { Role } from '@tradewind/contracts/permissions';
import {
  createServiceClient,
  createServiceSigner,
  createTokenVerifier,
  type RunningService,
  runInCall,
  startService,
} from '@tradewind/service';
import { quietMessages, testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotificationRouter } from '../contract.ts';
import { createNotificationRouter } from '../router.ts';
import { makeOrder, type Notification, openNotification } from '../test-kit.ts';
import { sendMessage } from './send-message.ts';

let service: Notification;
let http: RunningService;
const orders = [1, 2, 3, 4, 5].map(() => makeOrder());

beforeAll(async () => {
  service = await openNotification();
  const verifier = createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service: 'notification' });
  const router = createNotificationRouter(service.ctx, quietMessages('notification', service.ctx.db));
  http = await startService({
    name: 'notification',
    host: '127.0.0.1',
    port: 0,
    log: service.ctx.log,
    router,
    verifier,
    checks: {},
    drain: [],
  });
  for (const order of orders) {
    service.orders.set(order.id, order);
    const data = { orderId: order.id, customerId: null, total: order.totals.total, lines: [] };
    await service.hear(service.makeEvent('order.confirmed', order.id, data));
  }
  const [first] = await service.messages();
  if (first) await service.asService(() => sendMessage(service.ctx, first.id));
});
afterAll(async () => {
  await http.close();
  await service.close();
});

function list(role: Role, input: { subjectId?: string; cursor?: string; limit?: number } = {}) {
  const signer = createServiceSigner({ name: 'gateway', privateKey: testKeys.servicePrivateKey('gateway') });
  const client = createServiceClient<NotificationRouter>({ service: 'notification', url: http.url, signer });
  const userToken = testKeys.userToken({ id: newId('user'), roles: [role] });
  return runInCall({ userToken }, () => client.staff.messages.query(input));
}

describe('staff.messages', () => {
  it('lists the newest first, with masked recipients of those that were sent', async () => {
    const { items, nextCursor } = await list('support');
    expect(items.map(({ subjectId }) => subjectId)).toEqual(orders.map(({ id }) => id).reverse());
    expect(items[0]).toMatchObject({ kind: 'order-confirmed', status: 'queued', attempts: 0, recipient: '', sentAt: null });
    expect(items[4]).toMatchObject({ status: 'sent', attempts: 1, recipient: 'a…@example.com', sentAt: expect.any(String) });
    expect(nextCursor).toBeNull();
  });

  it('comes in pages, each message once', async () => {
    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await list('admin', { limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual((await list('admin')).items);
  });

  it('finds those of one order', async () => {
    const { items } = await list('support', { subjectId: orders[2]?.id });
    expect(items).toMatchObject([{ subjectId: orders[2]?.id }]);
  });

  it.each([
    ['cursor', { cursor: 'nonsense' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 1.5 }],
    ['subjectId', { subjectId: 'x'.repeat(10_000) }],
  ])('refuses a bad %s and names it', async (path, input) => {
    await expect(list('admin', input)).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path }] } });
  });

  it.each(['customer', 'catalog', 'warehouse', 'finance'] as const)('is not for %s', async (role) => {
    await expect(list(role)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is not for nobody', async () => {
    expect((await fetch(`${http.url}/trpc/staff.messages?input={}`)).status).toBe(401);
  });
});
