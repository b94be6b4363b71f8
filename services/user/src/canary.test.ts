import { afterAll, beforeAll, expect, it } from 'vitest';
import { openUserService, type UserService } from './test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

/** Everything that is stored, as text. */
async function everyTable(): Promise<string> {
  const tables = await service.db.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'messaging', 'service') AND table_type = 'BASE TABLE'`,
  );
  const rows = await Promise.all(tables.map(({ name }) => service.db.rows(`SELECT t::text AS row FROM ${name} t`)));
  return JSON.stringify(rows);
}

it('keeps passwords, tokens and codes out of logs, events and tables', async () => {
  const password = 'canary-password-41';
  const { registrationId } = await service.auth.register.mutate({ email: 'ada@example.com', password, name: 'Ada' });
  const { code } = await service.mail.registration.query({ registrationId });
  const wrong = code === '123456' ? '654321' : '123456';
  await service.auth.confirm.mutate({ registrationId, code: wrong }).catch(() => undefined);
  const first = await service.auth.confirm.mutate({ registrationId, code: code ?? '' });
  await service.auth.login.mutate({ email: 'ada@example.com', password: `${password}-wrong` }).catch(() => undefined);
  const login = await service.auth.login.mutate({ email: 'ada@example.com', password });
  const next = await service.auth.refresh.mutate(login);
  await service.db.rows(`UPDATE refresh_token SET used_at = now() - interval '1 hour' WHERE used_at IS NOT NULL`);
  await service.auth.refresh.mutate(login).catch(() => undefined);
  await service.auth.logout.mutate(first);
  // A failure of the inside, with everything in its hands.
  await service.db.rows('ALTER TABLE account RENAME TO account_away');
  await service.auth.login.mutate({ email: 'ada@example.com', password }).catch(() => undefined);
  await service.auth.refresh.mutate(next).catch(() => undefined);
  await service.db.rows('ALTER TABLE account_away RENAME TO account');

  expect(service.logged.length).toBeGreaterThan(2);
  expect(service.logged.join('')).toContain('used again');
  const stored = await everyTable();
  expect(stored).toContain('argon2id');
  const seen = service.logged.join('') + JSON.stringify(await service.events()) + stored;
  const canaries = [password, first, login, next].flatMap((value) =>
    typeof value === 'string' ? [value] : [value.accessToken, value.refreshToken],
  );
  for (const canary of canaries) expect(seen).not.toContain(canary);
  // Six digits may be a part of some longer number; as a value of its own they must not appear.
  expect(seen).not.toMatch(new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`));
});
