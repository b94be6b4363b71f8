import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from './create-database.ts';

let databases: Awaited<ReturnType<typeof createDatabase>>[];
let client: pg.Client;

beforeAll(async () => {
  databases = await Promise.all([createDatabase('order'), createDatabase('order'), createDatabase('events')]);
  client = new pg.Client({ connectionString: databases[0]?.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await Promise.all(databases.map((database) => database.drop()));
});

test('each database is another, and is owned by the role of its service', async () => {
  expect(new Set(databases.map(({ url }) => url)).size).toBe(3);
  const { rows } = await client.query('SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()');
  expect(rows).toEqual([{ owner: 'tradewind_order' }]);
});

test('the tables of the service and messaging packages are there, and belong to the same role', async () => {
  const { rows } = await client.query<{ name: string; owner: string }>(
    `SELECT schemaname || '.' || tablename AS name, tableowner AS owner FROM pg_tables WHERE schemaname IN ('service', 'messaging')`,
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['service.idempotency_key', 'messaging.outbox']));
  expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(['tradewind_order']));
});
