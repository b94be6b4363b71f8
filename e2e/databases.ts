import pg from 'pg';
import { databaseUrl } from './addresses.ts';

/** Runs one statement in a service's own database, as only its service and an operator may. */
export async function inDatabase<Row extends pg.QueryResultRow>(
  name: Parameters<typeof databaseUrl>[0],
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl(name) });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
