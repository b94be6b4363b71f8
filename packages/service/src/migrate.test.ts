import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@tradewind/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { migrate, serviceMigrations } from './migrate.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let db: Database;
let root: string;
let own: string;

async function write(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

beforeEach(async () => {
  database = await createDatabase('gateway');
  db = openDatabase({ url: database.url, application: 'migrate-test' });
  root = await mkdtemp(join(tmpdir(), 'tradewind-migrate-'));
  own = join(root, 'prisma/migrations');
  await write(own, '0001_first', 'CREATE TABLE a (id int); INSERT INTO a VALUES (1);');
  await write(own, '0002_second', 'ALTER TABLE a ADD b text;');
});
afterEach(async () => {
  await db.close();
  await database.drop();
  await rm(root, { recursive: true });
});

test('migrations are applied in order, once, and booked as Prisma does', async () => {
  const options = { url: database.url, folders: [own] };
  expect(await migrate(options)).toEqual(['0001_first', '0002_second']);
  expect(await migrate(options)).toEqual([]);
  await write(own, '0003_third', 'CREATE TABLE c (id int);');
  expect(await migrate(options)).toEqual(['0003_third']);
  expect(await db.rows('SELECT id, b FROM a')).toEqual([{ id: 1, b: null }]);
  const books = await db.rows('SELECT * FROM public._prisma_migrations ORDER BY migration_name');
  expect(books[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    // sha256sum of the file, which is what Prisma's engine compares.
    checksum: '9fe2683e2d9a14d41d4f5070105dcf62073fde4cb1f68f5ee1cc738ce13c961d',
    finished_at: expect.any(Date),
    migration_name: '0001_first',
    logs: null,
    rolled_back_at: null,
    started_at: expect.any(Date),
    applied_steps_count: 1,
  });
});

test('several that start at once do it once', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => migrate({ url: database.url, folders: [own] })));
  expect(results.flat()).toEqual(['0001_first', '0002_second']);
});

test('folders of one name in packages do not meet: each has its books in its own schema', async () => {
  const other = join(root, 'other/migrations/service');
  await write(other, '0001_first', 'CREATE TABLE other.x (id int);');
  await migrate({ url: database.url, folders: [own, other, serviceMigrations, join(root, 'missing/migrations')] });
  expect(await db.rows('SELECT migration_name AS name FROM other._prisma_migrations')).toEqual([{ name: '0001_first' }]);
  expect(await db.rows('SELECT migration_name AS name FROM service._prisma_migrations')).toEqual([{ name: '0001_idempotency' }]);
});

test('one that fails leaves nothing, and may be mended', async () => {
  await write(own, '0003_bad', 'CREATE TABLE c (id int); SELECT 1/0;');
  await expect(migrate({ url: database.url, folders: [own] })).rejects.toThrow('migration 0003_bad failed: division by zero');
  expect(await db.rows(`SELECT to_regclass('c') AS c`)).toEqual([{ c: null }]);
  await write(own, '0003_bad', 'CREATE TABLE c (id int);');
  expect(await migrate({ url: database.url, folders: [own] })).toEqual(['0003_bad']);
});

test('one that was changed, or that Prisma’s CLI left unfinished, stops everything', async () => {
  await migrate({ url: database.url, folders: [own] });
  await write(own, '0002_second', 'ALTER TABLE a ADD b int;');
  await expect(migrate({ url: database.url, folders: [own] })).rejects.toThrow('0002_second was changed');
  await write(own, '0002_second', 'ALTER TABLE a ADD b text;');
  await db.rows('UPDATE public._prisma_migrations SET finished_at = NULL');
  await expect(migrate({ url: database.url, folders: [own] })).rejects.toThrow('0001_first failed before');
});
