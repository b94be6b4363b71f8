import { setTimeout as sleep } from 'node:timers/promises';
import { TradewindError } from '@tradewind/contracts/errors';
import { createDatabase, eventually } from '@tradewind/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type Claim, idempotent, purgeIdempotencyKeys } from './idempotency.ts';
import { currentCall, runInCall } from './scope.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let db: Database;
beforeAll(async () => {
  database = await createDatabase('gateway');
  db = openDatabase({ url: database.url, application: 'idempotency-test' });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
const options = (key: string | undefined, more = {}) => ({
  db,
  procedure: 'checkout.place',
  actor: 'usr_1',
  key,
  body: { a: 1, b: [2] },
  ...more,
});
const work = async () => ({ order: ++made });

test('without a key the work is simply done', async () => {
  const first = await idempotent(options(undefined), async (claim) => {
    await claim.attach(db, 'ord_1');
    return work();
  });
  expect(await idempotent(options(undefined), work)).not.toEqual(first);
});

test('the same key and body give the first answer again, and the call says so', async () => {
  const first = await idempotent(options('again'), work);
  await runInCall({}, async () => {
    expect(await idempotent(options('again', { body: { b: [2], a: 1 } }), work)).toEqual(first);
    expect(currentCall().replayed).toBe(true);
  });
});

test('another actor, procedure or key is another request', async () => {
  const answers = [
    await idempotent(options('mine'), work),
    await idempotent(options('mine', { actor: 'usr_2' }), work),
    await idempotent(options('mine', { procedure: 'order.cancel' }), work),
  ];
  expect(new Set(answers.map(({ order }) => order)).size).toBe(3);
});

test('another body under the same key is refused, also while the first is under way', async () => {
  await idempotent(options('body'), async () => {
    await expect(idempotent(options('body', { body: {} }), work)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });
  await expect(idempotent(options('body', { body: {} }), work)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
});

test('fifty at once: the work is done once, everybody has its answer or is told to wait', async () => {
  let runs = 0;
  const slow = async () => {
    runs += 1;
    await sleep(50);
    return { runs };
  };
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => idempotent(options('fifty'), slow)));
  expect(runs).toBe(1);
  for (const result of results) {
    if (result.status === 'fulfilled') expect(result.value).toEqual({ runs: 1 });
    else expect(result.reason).toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
  }
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
});

test('a decision against the caller is kept with what it carries', async () => {
  const declined = new TradewindError('PAYMENT_DECLINED', 'Declined.', { declineCode: 'insufficient_funds' });
  await expect(idempotent(options('declined'), () => Promise.reject(declined))).rejects.toBe(declined);
  await expect(idempotent(options('declined'), work)).rejects.toMatchObject({
    code: 'PAYMENT_DECLINED',
    extras: { declineCode: 'insufficient_funds' },
  });
});

test.each([new Error('inside'), new TradewindError('UNAVAILABLE', 'Later.'), new TradewindError('RATE_LIMITED', 'Slow down.')])(
  'a failure that says nothing about the request is not kept: %s',
  async (failure) => {
    const key = `failed-${failure.message}`;
    await expect(idempotent(options(key), () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(idempotent(options(key, { body: {} }), work)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await idempotent(options(key), work)).toHaveProperty('order');
  },
);

/** Claims a key, attaches, and is never heard of again: what a process that was killed leaves. */
async function die(key: string, lease: number): Promise<Claim> {
  const own = openDatabase({ url: database.url, application: 'idempotency-test' });
  const { promise, resolve } = Promise.withResolvers<Claim>();
  void idempotent(options(key, { lease, db: own }), async (claim) => {
    await own.transaction((sql) => claim.attach(sql, 'ord_of_the_dead'));
    resolve(claim);
    await new Promise(() => {});
  });
  const claim = await promise;
  await own.close();
  return claim;
}

test('a dead holder is taken over after its lease, with what it had attached', async () => {
  await die('dead', 1_000);
  await expect(idempotent(options('dead'), work)).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
  await eventually(async () => expect(await idempotent(options('dead'), async (claim) => claim.resource)).toBe('ord_of_the_dead'));
});

test('a holder that was thought dead cannot commit any more', async () => {
  const slow = await die('slow', 1);
  await sleep(20);
  await idempotent(options('slow'), work);
  const late = db.transaction(async (sql) => {
    await sql.rows(`CREATE TABLE made_late (id int)`);
    await slow.attach(sql, 'ord_late');
  });
  await expect(late).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
  expect(await db.rows(`SELECT to_regclass('made_late') AS late`)).toEqual([{ late: null }]);
});

test('a holder that is slow is left alone for as long as it says that it is alive', async () => {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const slow = idempotent(options('alive', { lease: 1_500 }), async () => {
    begin();
    await over;
    return work();
  });
  await begun;
  const leaseOf = async () =>
    (await db.rows<{ until: Date }>(`SELECT lease_until AS until FROM service.idempotency_key WHERE key = 'alive'`))[0];
  const claimed = await leaseOf();
  await eventually(async () => {
    await expect(idempotent(options('alive'), work)).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
    expect(Number((await leaseOf())?.until)).toBeGreaterThan(Number(claimed?.until) + 600);
  });
  end();
  const first = await slow;
  expect(await idempotent(options('alive'), work)).toEqual(first);
});

test('what was attached by work that failed is there for the next try', async () => {
  const failing = idempotent(options('resume'), async (claim) => {
    await claim.attach(db, 'ord_1');
    throw new TradewindError('DEADLINE_EXCEEDED', 'Late.');
  });
  await expect(failing).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  expect(await idempotent(options('resume'), async (claim) => claim.resource)).toBe('ord_1');
});

test('after a day a key is new again, with any body', async () => {
  const first = await idempotent(options('old'), work);
  await db.rows(`UPDATE service.idempotency_key SET expires_at = now() - interval '1 second' WHERE key = 'old'`);
  expect(await idempotent(options('old', { body: { other: true } }), work)).not.toEqual(first);
});

test('keys whose time is over are forgotten with their answers, some at a time, and no others', async () => {
  for (const key of ['gone-1', 'gone-2', 'gone-3', 'stays']) await idempotent(options(key), work);
  await db.rows(`UPDATE service.idempotency_key SET expires_at = now() - interval '1 second' WHERE key LIKE 'gone-%'`);
  await db.rows(`UPDATE service.idempotency_key SET expires_at = now() + interval '1 minute' WHERE key = 'stays'`);
  const before = await db.rows(`SELECT key FROM service.idempotency_key WHERE key NOT LIKE 'gone-%' ORDER BY key`);
  expect([await purgeIdempotencyKeys(db, 2), await purgeIdempotencyKeys(db, 2), await purgeIdempotencyKeys(db, 2)]).toEqual([2, 1, 0]);
  expect(await db.rows('SELECT key FROM service.idempotency_key ORDER BY key')).toEqual(before);
});
