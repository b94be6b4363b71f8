import { createDatabase } from '@tradewind/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { asTradewindError } from './errors.ts';
import { createLogger } from './log.ts';
import { onlyRow, prismaSql, statementName } from './sql.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let db: Database;
const lines: string[] = [];

beforeAll(async () => {
  database = await createDatabase('gateway');
  const log = createLogger({ service: 'gateway', level: 'info', destination: { write: (line) => lines.push(line) } });
  db = openDatabase({ url: database.url, application: 'database-test', max: 4, log });
  await db.rows('CREATE TABLE item (id int PRIMARY KEY, n bigint NOT NULL)');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

test('bigint is a number, a time is a Date, numeric stays text', async () => {
  const rows = await db.rows(`SELECT count(*) AS n, now() AS at, 1.10::numeric AS price, $1::int8 AS big`, [12]);
  expect(rows).toEqual([{ n: 1, at: expect.any(Date), price: '1.10', big: 12 }]);
  await expect(db.rows('SELECT 9007199254740993::int8 AS big')).rejects.toThrow(RangeError);
});

test('a text is prepared once per connection, under one name', async () => {
  const text = 'SELECT n FROM item WHERE id = $1';
  await db.transaction(async (sql) => {
    await sql.rows(text, [1]);
    await sql.rows(text, [2]);
    expect(await sql.rows('SELECT count(*) AS n FROM pg_prepared_statements WHERE name = $1', [statementName(text)])).toEqual([{ n: 1 }]);
  });
});

test('a transaction is all or nothing', async () => {
  await db.transaction((sql) => sql.rows('INSERT INTO item VALUES (1, 1)'));
  const failing = db.transaction(async (sql) => {
    await sql.rows('INSERT INTO item VALUES (2, 2)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await db.rows('SELECT id FROM item')).toEqual([{ id: 1 }]);
});

test('a lost connection is an UNAVAILABLE, is told in the log, and the next call has another', async () => {
  const end = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()';
  const cut = db.transaction(async (sql) => {
    await db.rows(end, ['database-test']);
    await sql.rows('SELECT 1');
  });
  const error: unknown = await cut.catch((thrown: unknown) => thrown);
  expect(asTradewindError(error)).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await db.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(lines.join()).toContain('a database connection was lost');
});

test('a database that is away is an UNAVAILABLE', async () => {
  const away = openDatabase({ url: 'postgres://x:y@127.0.0.1:1/x', application: 'test' });
  const error: unknown = await away.rows('SELECT 1').catch((thrown: unknown) => thrown);
  expect(asTradewindError(error)).toMatchObject({ code: 'UNAVAILABLE' });
  await away.close();
});

test('one row is one row', () => {
  expect(onlyRow([])).toBeUndefined();
  expect(onlyRow([1])).toBe(1);
  expect(() => onlyRow([1, 2])).toThrow();
});

test('a Prisma transaction can be used as SQL', async () => {
  const asked: unknown[] = [];
  const sql = prismaSql({ $queryRawUnsafe: async <Result>(...all: unknown[]) => asked.push(all) as Result });
  await sql.rows('SELECT $1', [1]);
  await sql.rows('SELECT 1');
  expect(asked).toEqual([['SELECT $1', 1], ['SELECT 1']]);
});

test('what is to follow a commit does, and does not follow a rollback', async () => {
  const followed: string[] = [];
  await db.transaction(async (sql) => {
    sql.afterCommit?.(() => followed.push('committed'));
    await sql.rows('SELECT 1 AS one');
    expect(followed).toEqual([]);
  });
  const failing = db.transaction(async (sql) => {
    sql.afterCommit?.(() => followed.push('rolled back'));
    await sql.rows('SELECT 1 AS one');
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  expect(followed).toEqual(['committed']);
});
