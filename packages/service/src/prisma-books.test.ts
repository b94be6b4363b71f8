import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { createDatabase } from '@tradewind/testing';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';

const first = 'CREATE TABLE a (id int);';
const second = 'ALTER TABLE a ADD b text;';

test('Prisma’s own engine finds our migrations applied, and goes on from there', async () => {
  const database = await createDatabase('gateway');
  const baseDir = join(await mkdtemp(join(tmpdir(), 'tradewind-prisma-')), 'prisma/migrations');
  await mkdir(join(baseDir, '0001_first'), { recursive: true });
  await writeFile(join(baseDir, '0001_first/migration.sql'), first);
  await migrate({ url: database.url, folders: [baseDir] });

  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: database.url }));
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
  const entry = (path: string, value: string) => ({
    path,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
  });
  const migrationDirectories = [entry('0001_first', first), entry('0002_second', second)];
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"' };
  const filters = { externalTables: [], externalEnums: [] };
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories },
    filters,
  });
  expect(appliedMigrationNames).toEqual(['0002_second']);

  await mkdir(join(baseDir, '0002_second'));
  await writeFile(join(baseDir, '0002_second/migration.sql'), second);
  expect(await migrate({ url: database.url, folders: [baseDir] })).toEqual([]);
  await database.drop();
  await rm(join(baseDir, '../..'), { recursive: true });
});
