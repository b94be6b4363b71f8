import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@tradewind/backends';
import { eventLogMigrations, messagingMigrations } from '@tradewind/messaging';
import { migrate, serviceMigrations } from '@tradewind/service';
import pg from 'pg';
import { root } from './paths.ts';
import { type DatabaseName, databaseNames, type Settings } from './settings.ts';

/** The address of a service's database on a server, with the role and the name that `up` gives it. */
export function addressOn(administratorUrl: string, name: DatabaseName, password: string): string {
  const url = new URL(administratorUrl);
  url.username = `tradewind_${name}`;
  url.password = password;
  url.pathname = `/tradewind_${name}`;
  return url.href;
}

/** Makes the role and the database of each name that was not given, and answers with everybody's address. */
export async function makeDatabases(
  settings: Settings,
  administratorUrl: string | undefined,
  password: string,
): Promise<Record<DatabaseName, string>> {
  const missing = databaseNames.filter((name) => settings.givenDatabases[name] === undefined);
  const addresses = { ...settings.givenDatabases } as Record<DatabaseName, string>;
  if (missing.length === 0) return addresses;
  if (administratorUrl === undefined) throw new SetupError('There is no server on which to make databases.');
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect().catch((error: Error) => {
    throw new SetupError(`DATABASE_URL does not answer: ${error.message}`);
  });
  try {
    for (const name of missing) {
      const role = `tradewind_${name}`;
      const { rows } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const verb = rows.length === 0 ? 'CREATE' : 'ALTER';
      await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [role]);
      if (found.rows.length === 0) await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
      addresses[name] = addressOn(administratorUrl, name, password);
    }
  } finally {
    await client.end();
  }
  return addresses;
}

/** Brings every database to the newest migration. A second call finds nothing to do. */
export async function migrateDatabases(addresses: Record<DatabaseName, string>): Promise<void> {
  for (const name of databaseNames) {
    const own = join(root, 'services', name, 'prisma/migrations');
    const folders = name === 'events' ? [eventLogMigrations] : [serviceMigrations, messagingMigrations, ...(existsSync(own) ? [own] : [])];
    await migrate({ url: addresses[name], folders });
  }
}
