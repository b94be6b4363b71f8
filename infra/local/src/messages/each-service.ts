import { type Database, openDatabase } from '@tradewind/service';
import { type MessageService, messageServices } from './command.ts';
import { databaseOf, type Reach } from './reach.ts';

/** What one service's database gave, or why it could not. */
export type Result<Value> = { readonly service: MessageService } & ({ readonly value: Value } | { readonly error: unknown });

/** Works in one service's database. @throws whatever the work throws */
export async function inService<Value>(reach: Reach, service: MessageService, work: (db: Database) => Promise<Value>): Promise<Value> {
  const db = openDatabase({ url: databaseOf(reach, service), application: 'messages', max: 2 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Works in the database of one service, or of each that is known; what fails in one keeps none of the others from its turn. */
export async function inEach<Value>(
  reach: Reach,
  named: MessageService | undefined,
  work: (db: Database, service: MessageService) => Promise<Value>,
): Promise<Result<Value>[]> {
  const services = named === undefined ? messageServices.filter((service) => reach.databases[service] !== undefined) : [named];
  return await Promise.all(
    services.map(async (service): Promise<Result<Value>> => {
      try {
        return { service, value: await inService(reach, service, (db) => work(db, service)) };
      } catch (error) {
        return { service, error };
      }
    }),
  );
}
