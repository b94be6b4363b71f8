import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from '@tradewind/contracts/permissions';
import { migrate, serviceMigrations } from '@tradewind/service';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { inject } from 'vitest';
import { root } from './root.ts';

type Kind = ServiceName | 'events';

/** By path, not by import: messaging is tested with this package, and a service's inside is nobody's to import. */
const messagingFolder = join(root, 'packages/messaging/migrations');

function foldersOf(kind: Kind): string[] {
  if (kind === 'events') return [join(messagingFolder, 'events')];
  return [serviceMigrations, join(messagingFolder, 'service'), join(root, 'services', kind, 'prisma/migrations')];
}

/** Changes whenever a migration does, so that a template is never out of date. */
async function fingerprint(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders.filter((path) => existsSync(path))) {
    for (const file of (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.sql')).sort()) {
      hash.update(file).update(await readFile(join(folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

function addressOf(admin: string, user: string, database: string): string {
  const url = new URL(admin);
  url.username = user;
  url.password = user;
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin<T>(work: (client: pg.Client, url: string) => Promise<T>): Promise<T> {
  const { url } = inject('postgres');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client, url);
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, text: string, name: string): Promise<boolean> {
  return (await client.query(text, [name])).rows.length > 0;
}

/** BullMQ makes its tables when jobs are opened; where they are there already, that takes no time. */
async function makeJobTables(connectionString: string): Promise<void> {
  const pool = new pg.Pool({ connectionString, options: '-c search_path=bullmq', max: 1 });
  const client = await pool.connect();
  await runMigrations(client, 'bullmq').finally(() => client.release());
  await pool.end();
}

const templates = new Map<Kind, Promise<string>>();

/** The migrated database that others of its kind are copied from; the first worker that needs it makes it, the others wait. */
async function makeTemplate(kind: Kind): Promise<string> {
  const folders = foldersOf(kind);
  const name = `template_${kind}_${await fingerprint(folders)}`;
  const role = `tradewind_${kind}`;
  await asAdmin(async (client, url) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [role]);
    if (await exists(client, 'SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', name)) return;
    // A template that was not finished belongs to a worker that ended; it is begun again.
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    if (!(await exists(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', role)))
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    await client.query(`CREATE DATABASE ${name} OWNER ${role}`);
    await migrate({ url: addressOf(url, role, name), folders });
    if (kind !== 'events') await makeJobTables(addressOf(url, role, name));
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

/**
 * A database of its own for a test: with the migrations of the service, of messaging, of its jobs and of the service package applied (for
 * `events`: of the embedded event log), owned by the service's role. Copied from a template, in some tens of milliseconds.
 */
export async function createDatabase(kind: Kind): Promise<{ url: string; drop(): Promise<void> }> {
  const making = templates.get(kind) ?? makeTemplate(kind);
  templates.set(kind, making);
  const template = await making;
  const role = `tradewind_${kind}`;
  const name = `test_${kind}_${randomBytes(6).toString('hex')}`;
  return await asAdmin(async (client, url) => {
    // Files are copied in a seventh of the time that blocks take by way of the log, where nothing is synced to disk.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${role} STRATEGY FILE_COPY`);
    return {
      url: addressOf(url, role, name),
      drop: () => asAdmin(async (other) => void (await other.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
    };
  });
}
