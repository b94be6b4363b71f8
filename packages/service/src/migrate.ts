import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The tables that every service has of this package: idempotency keys, in the schema "service". */
export const serviceMigrations = fileURLToPath(new URL('../migrations', import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Prisma's own bookkeeping, so that its CLI can take over (schema-engine, `CREATE TABLE _prisma_migrations`). */
const booksText = (books: string) => `
  CREATE TABLE IF NOT EXISTS ${books} (
    id                  varchar(36)  PRIMARY KEY NOT NULL,
    checksum            varchar(64)  NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz  NOT NULL DEFAULT now(),
    applied_steps_count integer      NOT NULL DEFAULT 0
  )`;

async function readMigrations(folder: string): Promise<Migration[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Where a folder's bookkeeping lies: whoever holds `migrations` gives the schema its name (`packages/messaging/migrations/…`), and a
 * service's own `prisma/migrations` is kept in "public", as Prisma does.
 */
function schemaOf(folder: string): string {
  const parts = resolve(folder).split(sep);
  const owner = parts[parts.lastIndexOf('migrations') - 1];
  return owner === undefined || owner === 'prisma' ? 'public' : owner;
}

async function applyFolder(client: pg.Client, folder: string, schema: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  if (migrations.length === 0) return [];
  const books = `${pg.escapeIdentifier(schema)}._prisma_migrations`;
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
  await client.query(booksText(books));
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    `SELECT migration_name, checksum, finished_at FROM ${books} WHERE rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const added: string[] = [];
  for (const { name, sql, checksum } of migrations) {
    const row = applied.get(name);
    if (row && row.checksum !== checksum) throw new Error(`migration ${name} was changed after it had been applied to this database`);
    if (row && row.finished_at === null) throw new Error(`migration ${name} failed before; resolve it with \`prisma migrate resolve\``);
    if (row) continue;
    try {
      await client.query('BEGIN');
      await client.query(sql);
      await client.query(
        `INSERT INTO ${books} (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
        [randomUUID(), checksum, name],
      );
      await client.query('COMMIT');
    } catch (cause) {
      await client.query('ROLLBACK');
      throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    added.push(name);
  }
  return added;
}

/** One at a time per database; the number is the word "trade" in ASCII. */
const lockKey = 0x7472616465;

/**
 * Applies folders of Prisma's layout (`<name>/migration.sql`) to a database, each folder's migrations in the order of their names,
 * each in one transaction. Runs that meet wait for each other; what is applied already is left alone.
 * @param options.folders a folder that does not exist counts as empty
 * @param options.schema where the bookkeeping of all folders lies; unless told, "public" for a service's `prisma/migrations` and the
 * package's name for a package's
 * @returns the names of the migrations that were applied now
 * @throws Error when a migration fails, or was changed after it had been applied
 */
export async function migrate(options: { url: string; folders: readonly string[]; schema?: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.url, application_name: 'tradewind-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    // Notices such as "already exists, skipping" are expected.
    await client.query('SET client_min_messages = warning');
    const added: string[] = [];
    for (const folder of options.folders) added.push(...(await applyFolder(client, folder, options.schema ?? schemaOf(folder))));
    return added;
  } finally {
    // The lock ends with the connection.
    await client.end();
  }
}
