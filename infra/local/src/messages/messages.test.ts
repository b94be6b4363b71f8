import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { EventEnvelope } from '@tradewind/contracts/events';
import { newId, newUuid } from '@tradewind/contracts/ids';
import { on, openBus, openMessaging, startConsumers } from '@tradewind/messaging';
import { createLogger, openDatabase } from '@tradewind/service';
import { completed, createDatabase, eventually } from '@tradewind/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const log = createLogger({ service: 'test', level: 'silent' });
const me = `operator:${userInfo().username}`;
const script = join(import.meta.dirname, '../messages.ts');

/** A product service that hears orders, refuses the poisoned one until it is mended, and an order service that hears nothing. */
async function openShop() {
  const [events, product, order] = await Promise.all([createDatabase('events'), createDatabase('product'), createDatabase('order')]);
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-messages-'));
  const db = openDatabase({ url: product.url, application: 'product-test' });
  const orderDb = openDatabase({ url: order.url, application: 'order-test' });
  const bus = await openBus({ service: 'product', eventsDatabaseUrl: events.url, log });
  await db.rows('CREATE TABLE effect (at bigserial, aggregate_id text, sequence bigint)');
  const broken = new Set<string>();
  const consumers = [
    on('order.completed', async (sql, { aggregateId, sequence }) => {
      if (broken.has(aggregateId)) throw new Error('the shelf is closed');
      await sql.rows('INSERT INTO effect (aggregate_id, sequence) VALUES ($1, $2)', [aggregateId, sequence]);
    }),
  ];
  const hearing = await openMessaging({ service: 'product', db, env: { EVENTS_DATABASE_URL: events.url, WORK: [] }, log });
  await hearing.hear(consumers);
  const retry = { attempts: 1, parkedDelayMs: () => null };
  const running = await startConsumers({ bus, db, service: 'product', consumers, log, retry });
  const environment = {
    PATH: process.env.PATH,
    TRADEWIND_DATA_DIR: folder,
    EVENTS_DATABASE_URL: events.url,
    PRODUCT_DATABASE_URL: product.url,
    ORDER_DATABASE_URL: order.url,
  };
  return {
    db,
    orderDb,
    bus,
    broken,
    environment,
    effects: async (orderId: string) =>
      (await db.rows<{ sequence: number }>('SELECT sequence FROM effect WHERE aggregate_id = $1 ORDER BY at', [orderId])).map(
        ({ sequence }) => sequence,
      ),
    close: async () => {
      await running.close();
      await hearing.close();
      await bus.close();
      await Promise.all([db.close(), orderDb.close()]);
      await Promise.all([events.drop(), product.drop(), order.drop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

let shop: Awaited<ReturnType<typeof openShop>>;
let orderId: string;
let first: EventEnvelope;
let second: EventEnvelope;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

beforeEach(async () => {
  await Promise.all([shop.db, shop.orderDb].map((db) => db.rows('TRUNCATE messaging.dead_letter, messaging.action')));
  shop.broken.clear();
  orderId = newId('order');
  [first, second] = [completed(orderId, 1), completed(orderId, 2)];
  shop.broken.add(orderId);
  await shop.bus.publish([first, second]);
  await eventually(async () => expect(await shop.db.rows('SELECT FROM messaging.dead_letter')).toHaveLength(2));
});

/** The command, in a process of its own. */
async function messages(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...shop.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (text.out += String(chunk)));
  child.stderr.on('data', (chunk) => (text.err += String(chunk)));
  const [code] = await once(child, 'close');
  return { ...text, code: Number(code), json: () => JSON.parse(text.out) as Record<string, unknown> };
}

describe('pnpm messages', () => {
  it('lists what is parked, for people and for programs', async () => {
    const { out, code } = await messages(['list']);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines[0]).toMatch(/^SERVICE +STATE +TYPE +AGGREGATE +EVENT +ATTEMPTS +PARKED +ERROR$/);
    expect(lines[1]).toMatch(new RegExp(`^product +waiting +order.completed +${orderId} +${first.id} +1 .*the shelf is closed$`));
    expect(lines[2]).toMatch(new RegExp(`^product +behind .*${second.id}`));
    expect(lines[3]).toBe('2 events');
    const only = await messages(['list', '--state', 'behind', '--json']);
    expect(only.json()).toMatchObject({ total: 1, items: [{ service: 'product', eventId: second.id }] });
    expect((await messages(['list', '--service', 'order'])).out.trim()).toBe('Nothing is parked.');
    expect((await messages(['list', '--limit', '1'])).out).toContain('2 events, of which the first 1 are shown');
  });

  it('shows one with its error, its trace, its payload and what waits behind it', async () => {
    const { out, code } = await messages(['show', first.id]);
    expect(code).toBe(0);
    expect(out).toMatch(/^trace +0af7651916cd43dd8448eb211c80319c$/m);
    for (const told of ['the shelf is closed', `behind it  ${second.id}`, '"sequence": 1', 'waits for somebody'])
      expect(out).toContain(told);
    expect((await messages(['show', second.id])).out).toContain(`waits behind ${first.id}`);
    const unknown = await messages(['show', newUuid()]);
    expect([unknown.code, unknown.out.trim()]).toEqual([1, 'There is no such parked event: it may have taken effect meanwhile.']);
  });

  it('replays, waits, and says when it failed again', async () => {
    const failed = await messages(['replay', second.id, '--wait']);
    expect([failed.code, failed.out.trim()]).toEqual([1, 'product: 2 events of 1 aggregate to be tried again; 1 aggregate failed again.']);
    shop.broken.clear();
    const mended = await messages(['replay', '--aggregate', orderId, '--wait']);
    expect([mended.code, mended.out.trim()]).toEqual([
      0,
      'product: 2 events of 1 aggregate to be tried again; all of it has taken effect.',
    ]);
    expect(await shop.effects(orderId)).toEqual([1, 2]);
    const nothing = await messages(['replay', '--all']);
    expect([nothing.code, nothing.out.trim()]).toEqual([0, 'Nothing is parked.']);
    expect((await messages(['replay', first.id])).code).toBe(1);
  });

  it('only marks unless it is to wait', async () => {
    shop.broken.clear();
    const { out, json } = await messages(['replay', '--all', '--service', 'product', '--json']);
    expect(out && json()).toEqual({ services: [{ service: 'product', aggregates: 1, events: 2 }] });
    await eventually(async () => expect(await shop.effects(orderId)).toEqual([1, 2]));
  });

  it('discards with a reason, asks where when two services have it, and shows who did what', async () => {
    await shop.orderDb.rows(
      `INSERT INTO messaging.dead_letter (event_id, topic, type, aggregate_id, sequence, event, attempts, error)
       VALUES ($1, 'order.events', $2, $3, 1, $4::jsonb, 3, 'out of paper')`,
      [first.id, first.type, orderId, JSON.stringify(first)],
    );
    const asked = await messages(['discard', first.id, '--reason', 'sent twice']);
    expect([asked.code, asked.err.trim()]).toEqual([2, 'The event is parked by product and order: say which with --service.']);
    expect(await shop.db.rows('SELECT FROM messaging.dead_letter')).toHaveLength(2);
    const done = await messages(['discard', first.id, '--reason', 'sent twice', '--service', 'order']);
    expect([done.code, done.out.trim()]).toEqual([0, `order has given up on ${first.id}.`]);
    const next = await messages(['discard', first.id, '--reason', 'sent by mistake', '--json']);
    expect(next.json()).toEqual({ service: 'product', eventId: first.id, next: second.id });
    const { out } = await messages(['actions']);
    expect(out).toMatch(new RegExp(`order +${me} +discard +${first.id} +order.completed: sent twice`));
    expect(out).toMatch(new RegExp(`product +${me} +discard +${first.id} +order.completed: sent by mistake`));
    expect((await messages(['actions', '--json', '--limit', '1'])).json()).toMatchObject({ items: [{ service: 'product', actor: me }] });
  });

  it('replays a span of time for a consumer that was made anew', async () => {
    shop.broken.clear();
    await messages(['replay', '--all', '--wait']);
    await shop.db.rows('TRUNCATE effect, messaging.inbox');
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const { out, code } = await messages(['replay-span', '--service', 'product', '--from', from, '--wait']);
    expect(out).toMatch(
      /^product: \d+ events between .*Z and .*Z to take effect\.\n0 events settled or parked already, 0 of other types\.\nOf those parked, all of it has taken effect\.$/m,
    );
    expect(code).toBe(0);
    expect(await shop.effects(orderId)).toEqual([1, 2]);
    const known = await messages(['replay-span', '--service', 'product', '--from', from, '--json']);
    expect(known.json()).toMatchObject({ service: 'product', from, parked: 0 });
    const early = await messages(['replay-span', '--service', 'product', '--from', '2020-01-01T00:00:00Z']);
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('from: is before')]);
    expect((await messages(['replay-span', '--service', 'order', '--from', from])).err).toContain('hears no events');
  });

  it('explains itself, and says so when it does not understand', async () => {
    for (const args of [['help'], ['--help'], ['discard', '--help']]) {
      const { out, code } = await messages(args);
      expect([code, out]).toEqual([0, expect.stringContaining('discard EVENT_ID --reason')]);
    }
    const nothing = await messages([]);
    expect([nothing.code, nothing.out, nothing.err]).toEqual([2, '', expect.stringContaining('replay-span --service S')]);
  });

  it('says what it cannot reach, and still tells the rest', async () => {
    const { out, err, code } = await messages(['list'], { PAYMENT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(code).toBe(1);
    expect(out).toContain('2 events');
    expect(err.trim()).toBe('payment: could not be asked: connect ECONNREFUSED 127.0.0.1:1');
    const unknown = await messages(['list', '--service', 'user']);
    expect([unknown.code, unknown.err.trim()]).toEqual([1, 'The database of user is not known: set USER_DATABASE_URL.']);
    const nowhere = await messages(['list'], { ORDER_DATABASE_URL: undefined, PRODUCT_DATABASE_URL: undefined });
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('No shop runs here')]);
  });
});
