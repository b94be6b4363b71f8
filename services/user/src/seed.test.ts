import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { roles } from '@tradewind/contracts/permissions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedAccounts } from './seed.ts';
import { openUserService, type UserService } from './test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

const run = (env: Record<string, string>) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'seed.ts')], { env: { PATH: process.env.PATH, ...env } });

it('makes an account per role that can sign in, once, from the command line too', async () => {
  await run({ USER_DATABASE_URL: service.databaseUrl });
  const before = await service.db.rows('SELECT * FROM account ORDER BY email');
  await seedAccounts(service.db);
  expect(await service.db.rows('SELECT * FROM account ORDER BY email')).toEqual(before);
  expect(before).toHaveLength(roles.length);
  const mailboxes = {
    customer: 'shopper',
    support: 'support',
    catalog: 'catalog',
    warehouse: 'warehouse',
    finance: 'finance',
    admin: 'admin',
  };
  for (const role of roles) {
    const { user } = await service.auth.login.mutate({ email: `${mailboxes[role]}@tradewind.test`, password: 'tradewind-demo' });
    expect(user.roles).toEqual([role]);
  }
});

it('names what it lacks', async () => {
  await expect(run({})).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('USER_DATABASE_URL') });
});
