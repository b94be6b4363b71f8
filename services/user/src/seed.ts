import { newId } from '@tradewind/contracts/ids';
import { type Role, roles } from '@tradewind/contracts/permissions';
import { type Database, openDatabase, readEnv } from '@tradewind/service';
import { z } from 'zod';
import { accountExists, insertAccount } from './account/account-store.ts';
import { createPasswords } from './account/passwords.ts';

const people: Record<Role, { mailbox: string; name: string }> = {
  customer: { mailbox: 'shopper', name: 'Robin Shopper' },
  support: { mailbox: 'support', name: 'Sam Support' },
  catalog: { mailbox: 'catalog', name: 'Casey Catalog' },
  warehouse: { mailbox: 'warehouse', name: 'Wren Warehouse' },
  finance: { mailbox: 'finance', name: 'Frankie Finance' },
  admin: { mailbox: 'admin', name: 'Alex Admin' },
};

/** Writes the demo accounts, one per role, where they are missing. What is there stays as it is. */
export async function seedAccounts(db: Database): Promise<void> {
  const passwords = createPasswords({ parallel: 2, waiting: roles.length });
  await Promise.all(
    roles.map(async (role) => {
      const { mailbox, name } = people[role];
      const email = `${mailbox}@tradewind.test`;
      if (await accountExists(db, email)) return;
      const passwordHash = await passwords.hash('tradewind-demo');
      await insertAccount(db, { id: newId('user'), email, name, roles: [role], passwordHash });
    }),
  );
}

if (import.meta.main) {
  const { USER_DATABASE_URL } = readEnv(z.object({ USER_DATABASE_URL: z.url() }));
  const db = openDatabase({ url: USER_DATABASE_URL, max: 2, application: 'user-seed' });
  await seedAccounts(db);
  await db.close();
}
