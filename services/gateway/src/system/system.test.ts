import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventEnvelope } from '@tradewind/contracts/events';
import { newId, type UserId } from '@tradewind/contracts/ids';
import { createMessagesRouter, openBus, openJobs } from '@tradewind/messaging';
import { createLogger, createTokenVerifier, createTrpc, openDatabase, startService } from '@tradewind/service';
import { completed, createDatabase, testKeys } from '@tradewind/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { openGateway } from '../test-kit.ts';
import type { systemActionList, systemDeadLetter, systemDeadLetterList, systemOverview, systemReplayed } from './schemas.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const admin: UserId = newId('user');

/** The messages of a service, over a database of its own, behind its door. */
async function openMessages(service: 'order' | 'product', eventsDatabaseUrl: string, checks: Record<string, () => Promise<unknown>>) {
  const database = await createDatabase(service);
  const db = openDatabase({ url: database.url, application: `${service}-test` });
  const bus = await openBus({ service, eventsDatabaseUrl, log });
  const jobs = await openJobs<{ tidy: object }>({ service, databaseUrl: database.url, log, idle: true });
  await jobs.work({ tidy: { handle: async () => undefined } });
  await jobs.enqueue('tidy', {});
  const trpc = createTrpc();
  const running = await startService({
    name: service,
    host: '127.0.0.1',
    port: 0,
    log,
    router: trpc.router({ messages: createMessagesRouter(trpc, { service, db, bus, jobs }) }),
    verifier: createTokenVerifier({ userKeys: testKeys.userJwks, serviceJwks: testKeys.serviceJwks, service }),
    checks,
    drain: [() => jobs.close(), () => bus.close(), () => db.close(), database.drop],
  });
  return { ...running, db };
}

type Messages = Awaited<ReturnType<typeof openMessages>>;

/** Parks an event as its consumer would have left it. */
async function park({ db }: Messages, event: EventEnvelope, error: string | null): Promise<void> {
  await db.rows(
    `INSERT INTO messaging.dead_letter (event_id, topic, type, aggregate_id, sequence, event, attempts, error, parked_at)
     VALUES ($1, 'order.events', $2, $3, $4, $5::jsonb, 3, $6, $7)`,
    [event.id, event.type, event.aggregateId, event.sequence, JSON.stringify(event), error, event.occurredAt],
  );
}

/** Minutes past nine. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 9, minute));

/** Seconds before now. */
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

let gateway: Awaited<ReturnType<typeof openGateway>>;
let order: Messages;
let product: Messages;
let token: string;
let first: EventEnvelope;
let second: EventEnvelope;
let elsewhere: EventEnvelope;

beforeAll(async () => {
  const events = await createDatabase('events');
  order = await openMessages('order', events.url, { database: async () => undefined });
  product = await openMessages('product', events.url, {
    database: async () => undefined,
    bus: async () => Promise.reject(new Error('away')),
  });
  const nowhere = 'http://127.0.0.1:1';
  gateway = await openGateway({ urls: { user: nowhere, payment: nowhere, notification: nowhere, order: order.url, product: product.url } });
  token = gateway.tokenOf('admin', admin);
});

afterAll(async () => {
  await gateway.close();
  await Promise.all([order.close(), product.close()]);
});

beforeEach(async () => {
  await Promise.all([order, product].map(({ db }) => db.rows('TRUNCATE messaging.dead_letter, messaging.action')));
  const aggregate = newId('order');
  [first, second] = [completed(aggregate, 1, at(1)), completed(aggregate, 2, at(3))];
  elsewhere = completed(newId('order'), 1, at(2));
  await park(order, first, 'a defect');
  await park(order, second, null);
  await park(product, elsewhere, 'out of paper');
});

const ask = <Data>(kind: 'query' | 'mutation', name: string, input?: unknown) =>
  gateway.rpc<Data>(kind, `admin.system.${name}`, input, { token });

describe('the system', () => {
  it('shows each service with what it lacks, and those that do not answer as such', async () => {
    const { data } = await ask<z.infer<typeof systemOverview>>('query', 'overview');
    const services = data?.services.map(({ service, status, failing, messages }) => [
      service,
      status,
      failing,
      messages?.deadLetters ?? null,
      messages?.jobs?.map(({ name, waiting }) => [name, waiting]) ?? null,
    ]);
    expect(services).toEqual([
      ['gateway', 'ready', [], null, null],
      ['user', 'away', [], null, null],
      ['product', 'not_ready', ['bus'], { waiting: 1, retrying: 0, behind: 0 }, [['tidy', 1]]],
      ['order', 'ready', [], { waiting: 1, retrying: 0, behind: 1 }, [['tidy', 1]]],
      ['payment', 'away', [], null, null],
      ['notification', 'away', [], null, null],
    ]);
  });

  it('lists parked events of all services by time, in pages, and of one', async () => {
    const page = async (input: object) => (await ask<z.infer<typeof systemDeadLetterList>>('query', 'deadLetters', input)).data;
    const one = await page({ limit: 2 });
    expect(one).toMatchObject({ total: 3, away: ['user', 'payment', 'notification'] });
    const two = await page({ limit: 2, cursor: one?.nextCursor });
    expect([...(one?.items ?? []), ...(two?.items ?? [])].map(({ service, eventId }) => [service, eventId])).toEqual([
      ['order', first.id],
      ['product', elsewhere.id],
      ['order', second.id],
    ]);
    expect(two?.nextCursor).toBeNull();
    expect((await page({ service: 'order', state: 'behind' }))?.items).toMatchObject([{ eventId: second.id, service: 'order' }]);
    expect((await ask('query', 'deadLetters', { service: 'payment' })).problem?.code).toBe('UNAVAILABLE');
  });

  it('does not wait long for a service that hangs', async () => {
    const hanging = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    const nowhere = 'http://127.0.0.1:1';
    const impatient = await openGateway({
      urls: { user: nowhere, payment: nowhere, notification: url, order: order.url, product: product.url },
    });
    onTestFinished(async () => {
      hanging.closeAllConnections();
      hanging.close();
      await impatient.close();
    });
    const started = Date.now();
    const list = await impatient.rpc<z.infer<typeof systemDeadLetterList>>('query', 'admin.system.deadLetters', {}, { token });
    expect(list.data).toMatchObject({ total: 3, away: ['user', 'payment', 'notification'] });
    expect(Date.now() - started).toBeLessThan(8_000);
  });

  it('shows one with its error and its trace', async () => {
    const shown = await ask<z.infer<typeof systemDeadLetter>>('query', 'deadLetter', { service: 'order', eventId: first.id });
    expect(shown.data).toMatchObject({
      service: 'order',
      error: 'a defect',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      event: { id: first.id },
      behind: { total: 1, next: [{ eventId: second.id }] },
    });
    expect((await ask('query', 'deadLetter', { service: 'product', eventId: first.id })).problem?.code).toBe('NOT_FOUND');
    expect((await ask('query', 'deadLetter', { service: 'gateway', eventId: first.id })).problem?.errors?.[0]?.path).toBe('service');
  });

  it('replays all, wherever that answers, and writes down who asked for it', async () => {
    const { data } = await ask<z.infer<typeof systemReplayed>>('mutation', 'replay', { all: true });
    expect(data).toEqual({ aggregates: 2, events: 3, away: ['user', 'payment', 'notification'] });
    const due = await Promise.all([order, product].map(({ db }) => db.rows('SELECT FROM messaging.dead_letter WHERE retry_at <= now()')));
    expect(due.map((rows) => rows.length)).toEqual([1, 1]);
    const actions = await ask<z.infer<typeof systemActionList>>('query', 'actions', {});
    expect(actions.data?.items.map(({ service, actor, action, target }) => [service, actor, action, target]).toSorted()).toEqual([
      ['order', admin, 'replay', 'all'],
      ['product', admin, 'replay', 'all'],
    ]);
  });

  it('replays an event where it is, and one that is nowhere is not found', async () => {
    const { data } = await ask<z.infer<typeof systemReplayed>>('mutation', 'replay', { service: 'order', eventId: second.id });
    expect(data).toEqual({ aggregates: 1, events: 2, away: [] });
    expect((await ask('mutation', 'replay', { service: 'order', eventId: elsewhere.id })).problem?.code).toBe('NOT_FOUND');
    const anywhere = await ask<z.infer<typeof systemReplayed>>('mutation', 'replay', { aggregateId: first.aggregateId });
    expect(anywhere.data).toMatchObject({ aggregates: 1, events: 2 });
    expect((await ask('mutation', 'replay', { service: 'order' })).problem?.errors?.[0]?.path).toBe('all');
  });

  it('discards with a reason, once per key', async () => {
    const input = { service: 'order', eventId: first.id, idempotencyKey: 'discard-1' };
    expect((await ask('mutation', 'discard', { ...input, reason: 'x' })).problem?.errors?.[0]?.path).toBe('reason');
    for (const _ of [1, 2]) {
      expect((await ask('mutation', 'discard', { ...input, reason: 'sent twice' })).data).toEqual({ eventId: first.id, next: second.id });
    }
    expect((await ask('mutation', 'discard', { ...input, reason: 'another' })).problem?.code).toBe('IDEMPOTENCY_MISMATCH');
    const { data } = await ask<z.infer<typeof systemActionList>>('query', 'actions', { service: 'order' });
    expect(data?.items).toMatchObject([{ action: 'discard', actor: admin, detail: { reason: 'sent twice', error: 'a defect' } }]);
  });

  it('passes on what a service has against a span of time', async () => {
    const { problem } = await ask('mutation', 'replaySpan', { service: 'order', from: '2020-01-01T00:00:00Z' });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: 'from' }] });
  });

  it('is refused behind the gateway too', async () => {
    const answer = await fetch(`${order.url}/trpc/messages.replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.tokenOf('support')}` },
      body: '{"all":true}',
    });
    expect(answer.status).toBe(403);
  });
});

describe('the system, for scripts', () => {
  const api = <Body>(method: string, path: string, request: object = {}) =>
    gateway.api<Body>(method, `/admin/system${path}`, { token, ...request });

  it('lists, shows, replays and discards', async () => {
    expect((await api<z.infer<typeof systemOverview>>('GET', '')).body.services).toHaveLength(6);
    const list = await api<z.infer<typeof systemDeadLetterList>>('GET', '/dead-letters?state=waiting&limit=1');
    expect(list.body).toMatchObject({ items: [{ eventId: first.id }], total: 2 });
    const path = `/dead-letters/order/${first.id}`;
    expect((await api('GET', path)).body).toMatchObject({ eventId: first.id, service: 'order' });
    expect((await api('POST', `${path}/replay`)).body).toEqual({ aggregates: 1, events: 2, away: [] });
    const headers = { 'idempotency-key': 'script-1' };
    const discard = () => api('POST', `${path}/discard`, { body: { reason: 'sent twice' }, headers });
    expect((await discard()).body).toEqual({ eventId: first.id, next: second.id });
    expect((await discard()).headers.get('idempotent-replayed')).toBe('true');
    expect((await api('POST', `${path}/discard`, { body: {} })).body).toMatchObject({ errors: [{ path: 'reason' }] });
    const rest = await api('POST', '/dead-letters/replay', { body: { aggregateId: first.aggregateId, service: 'order' } });
    expect(rest.body).toEqual({ aggregates: 1, events: 1, away: [] });
    expect((await api('POST', '/dead-letters/replay', { body: {} })).status).toBe(400);
    expect((await api('POST', '/replay-span', { body: { service: 'order', from: ago(60) } })).body).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('hears no events'),
    });
    const actions = await api<z.infer<typeof systemActionList>>('GET', '/actions');
    expect(actions.body.items.map(({ action }) => action)).toEqual(['replay', 'discard', 'replay']);
  });

  it('names what is wrong', async () => {
    const one = `/dead-letters/order/${first.id}`;
    const wrong: [string, string, object | undefined, string][] = [
      ['GET', `/dead-letters/shipping/${first.id}`, undefined, 'service'],
      ['GET', '/dead-letters/order/evt_1', undefined, 'eventId'],
      ['GET', '/dead-letters?service=gateway', undefined, 'service'],
      ['GET', '/dead-letters?type=order.imagined', undefined, 'type'],
      ['GET', '/dead-letters?cursor=12', undefined, 'cursor'],
      ['GET', '/actions?limit=101', undefined, 'limit'],
      ['POST', `${one}/discard`, { reason: '   ' }, 'reason'],
      ['POST', '/dead-letters/replay', { all: true, aggregateId: 'ord_1' }, 'all'],
      ['POST', '/replay-span', { service: 'shipping', from: ago(60) }, 'service'],
      ['POST', '/replay-span', { service: 'order', from: 'yesterday' }, 'from'],
      ['POST', '/replay-span', { service: 'order', from: ago(60), to: ago(120) }, 'from'],
      ['POST', '/replay-span', { service: 'order', from: ago(60), to: ago(-60) }, 'to'],
      ['POST', '/replay-span', { service: 'order', from: ago(60), types: ['order.imagined'] }, 'types.0'],
    ];
    for (const [method, path, body, field] of wrong) {
      const answer = await api(method, path, { body });
      expect(answer.status, path).toBe(400);
      expect(answer.body, path).toMatchObject({ code: 'INVALID_INPUT', errors: [{ path: field }] });
    }
    const unknown = `/dead-letters/order/${elsewhere.id}`;
    expect((await api('GET', unknown)).status).toBe(404);
    expect((await api('POST', `${unknown}/replay`)).status).toBe(404);
    expect((await api('POST', `${unknown}/discard`, { body: { reason: 'not needed' } })).status).toBe(404);
    expect((await api<z.infer<typeof systemActionList>>('GET', '/actions')).body.items).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const one = `/admin/system/dead-letters/order/${first.id}`;
    const routes = [
      ['GET', '/admin/system'],
      ['GET', '/admin/system/dead-letters'],
      ['GET', '/admin/system/actions'],
      ['GET', one],
      ['POST', `${one}/replay`],
      ['POST', `${one}/discard`],
      ['POST', '/admin/system/dead-letters/replay'],
      ['POST', '/admin/system/replay-span'],
    ] as const;
    for (const [method, path] of routes) {
      expect((await gateway.api(method, path)).body.code, path).toBe('UNAUTHENTICATED');
      expect((await gateway.api(method, path, { token: gateway.tokenOf('finance') })).body.code, path).toBe('FORBIDDEN');
    }
  });
});
