import { newId, newUuid, type OrderId } from '@tradewind/contracts/ids';
import { permissionsOf, type Role, roles } from '@tradewind/contracts/permissions';
import { type Call, createTrpc, currentCall, runInCall } from '@tradewind/service';
import { describe, expect, it } from 'vitest';
import { on } from './consumers/on.ts';
import { rememberHeard } from './operations/heard-types.ts';
import { createMessagesRouter } from './router.ts';
import { openTestJobs } from './testing/test-job-place.ts';
import { complete, eventually, newOrders, openStage, recordEffect } from './testing/test-stage.ts';

const consumers = [on('order.completed', (sql, event) => recordEffect(sql, event))];

async function open() {
  const stage = await openStage();
  const bus = await stage.bus();
  const jobs = await openTestJobs({ databaseUrl: stage.urls.product });
  await rememberHeard(stage.target, consumers);
  const router = createMessagesRouter(createTrpc(), { service: 'product', db: stage.target, bus, jobs });
  type Api = ReturnType<typeof router.createCaller>;
  const as = <T>(actor: Call['actor'], work: (api: Api) => Promise<T>): Promise<T> =>
    runInCall({ actor, caller: 'gateway' }, () => work(router.createCaller(currentCall())));
  return { stage, bus, router, as };
}

const staff = (...held: Role[]): Extract<Call['actor'], { kind: 'user' }> => ({
  kind: 'user',
  id: newId('user'),
  roles: held,
  permissions: permissionsOf(held),
  sessionId: newId('session'),
});

describe('the messages of a service', () => {
  it('are the administrator’s business alone', async () => {
    const { as } = await open();
    const eventId = newUuid();
    const from = new Date(Date.now() - 60_000).toISOString();
    type Work = Parameters<typeof as>[1];
    const calls: Record<string, Work> = {
      overview: (api) => api.overview(),
      deadLetters: (api) => api.deadLetters({}),
      deadLetter: (api) => api.deadLetter({ eventId }),
      replay: (api) => api.replay({ all: true }),
      discard: (api) => api.discard({ eventId, reason: 'not needed' }),
      replaySpan: (api) => api.replaySpan({ from }),
      actions: (api) => api.actions({}),
    };
    const others = roles.filter((role) => role !== 'admin');
    for (const [name, work] of Object.entries(calls)) {
      for (const role of others) {
        await expect(as(staff(role), work), `${name} as ${role}`).rejects.toMatchObject({ code: 'FORBIDDEN' });
      }
      await expect(as({ kind: 'guest' }, work), name).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
      await expect(as({ kind: 'service', name: 'order' }, work), name).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await as(staff('admin'), work).catch((error: unknown) => expect(error, name).toMatchObject({ code: 'NOT_FOUND' }));
    }
  });

  it('are read with one permission and changed with another', async () => {
    const { router } = await open();
    const access = Object.entries(router._def.procedures).map(([name, { _def }]) => [name, _def.type, _def.meta]);
    expect(access).toEqual(
      access.map(([name, type]) => [name, type, { access: { permission: type === 'mutation' ? 'system:write' : 'system:read' } }]),
    );
    expect(access).toHaveLength(7);
  });

  it('are seen, replayed and discarded on behalf of who calls', async () => {
    const { stage, bus, as } = await open();
    const admin = staff('admin');
    const [orderId] = newOrders(1) as [OrderId];
    const refuse = on('order.completed', async () => {
      throw new Error('a defect');
    });
    await complete(stage.source, [orderId, orderId]);
    await stage.relay(bus);
    await stage.consumers(bus, { consumers: [refuse], retry: { attempts: 1, parkedDelayMs: () => null } });
    await eventually(async () => expect((await as(admin, (api) => api.deadLetters({}))).total).toBe(2));
    await eventually(async () =>
      expect(await as(admin, (api) => api.overview())).toMatchObject({ lag: 0, deadLetters: { waiting: 1, retrying: 0, behind: 1 } }),
    );
    const { items } = await as(admin, (api) => api.deadLetters({ state: 'waiting' }));
    const eventId = items[0]?.eventId ?? '';
    expect(await as(admin, (api) => api.deadLetter({ eventId }))).toMatchObject({ error: 'a defect', behind: { total: 1 } });
    await as(admin, (api) => api.replay({ eventId }));
    await as(admin, (api) => api.replaySpan({ from: new Date(Date.now() - 60_000).toISOString() }));
    await eventually(async () => expect((await as(admin, (api) => api.deadLetter({ eventId }))).state).toBe('waiting'));
    await as(admin, (api) => api.discard({ eventId, reason: 'not needed' }));
    const actions = await as(admin, (api) => api.actions({}));
    expect(actions.items.map(({ action, actor }) => [action, actor])).toEqual([
      ['discard', admin.id],
      ['replay_span', admin.id],
      ['replay', admin.id],
    ]);
  });

  it('refuse what is malformed, and name the field', async () => {
    const { as } = await open();
    const admin = staff('admin');
    const eventId = newUuid();
    const wrong: [string, (api: Parameters<Parameters<typeof as>[1]>[0]) => Promise<unknown>][] = [
      ['reason', (api) => api.discard({ eventId, reason: '  no ' })],
      ['reason', (api) => api.discard({ eventId, reason: 'x'.repeat(501) })],
      ['all', (api) => api.replay({})],
      ['all', (api) => api.replay({ eventId, aggregateId: 'ord_1' })],
      ['eventId', (api) => api.deadLetter({ eventId: 'evt_1' })],
      ['from', (api) => api.replaySpan({ from: 'yesterday' })],
      ['types', (api) => api.replaySpan({ from: new Date(0).toISOString(), types: [] })],
      ['limit', (api) => api.deadLetters({ limit: 101 })],
    ];
    for (const [path, work] of wrong) {
      const error: unknown = await as(admin, work).catch((caught: unknown) => caught);
      expect(error, path).toMatchObject({ code: 'BAD_REQUEST' });
      expect(JSON.stringify((error as Error).cause), path).toContain(path);
    }
  });
});
