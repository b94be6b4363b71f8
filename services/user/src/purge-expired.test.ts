import { afterAll, beforeAll, expect, it } from 'vitest';
import { purgeExpired } from './purge-expired.ts';
import { openUserService, type UserService } from './test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

async function purge(limit = 1_000) {
  const { registrations, sessions, refreshTokens } = purgeExpired(service.db);
  return { registrations: await registrations(limit), sessions: await sessions(limit), refreshTokens: await refreshTokens(limit) };
}

const setEnd = (email: string, assignment: string) =>
  service.db.rows(`UPDATE session SET ${assignment} WHERE account_id = (SELECT id FROM account WHERE email = $1)`, [email]);
const emails = async (from: string) =>
  (await service.db.rows<{ email: string }>(`SELECT email FROM ${from} ORDER BY email`)).map(({ email }) => email);

it('forgets registrations a day after they expired, with the name and the address in them', async () => {
  for (const [email, age] of Object.entries({ 'gone@one.test': '1 day 1 minute', 'stays@one.test': '23 hours 59 minutes' })) {
    await service.signUp(email);
    await service.db.rows(`UPDATE registration SET expires_at = now() - $2::interval WHERE email = $1`, [email, age]);
  }
  expect(await purge()).toEqual({ registrations: 1, sessions: 0, refreshTokens: 0 });
  expect(await emails(`registration WHERE email LIKE '%one.test'`)).toEqual(['stays@one.test']);
});

it('forgets sessions a week after they ended or expired, with their tokens, and no account', async () => {
  const ends = {
    'ended@two.test': `ended_at = now() - interval '7 days 1 minute', end_reason = 'logout'`,
    'expired@two.test': `expires_at = now() - interval '7 days 1 minute'`,
    'stays@two.test': `ended_at = now() - interval '6 days 23 hours 59 minutes', end_reason = 'logout'`,
    'lives@two.test': `expires_at = now() + interval '1 minute'`,
  };
  for (const email of Object.keys(ends)) await service.signUp(email);
  for (const [email, assignment] of Object.entries(ends)) await setEnd(email, assignment);
  expect(await purge(1)).toMatchObject({ sessions: 1 });
  expect(await purge(1)).toMatchObject({ sessions: 1 });
  expect(await purge()).toMatchObject({ sessions: 0 });
  const left = `account JOIN session ON session.account_id = account.id JOIN refresh_token t ON t.session_id = session.id WHERE email LIKE '%two.test'`;
  expect(await emails(left)).toEqual(['lives@two.test', 'stays@two.test']);
  expect(await emails(`account WHERE email LIKE '%two.test'`)).toHaveLength(4);
});

it('forgets refresh tokens that expired, and lets their sessions be', async () => {
  const tokens = await service.signUp('ada@three.test');
  await service.auth.refresh.mutate(tokens);
  await service.db.rows(`UPDATE refresh_token SET expires_at = now() - interval '1 second' WHERE used_at IS NOT NULL`);
  expect(await purge()).toMatchObject({ sessions: 0, refreshTokens: 1 });
  const left = `account JOIN session ON session.account_id = account.id JOIN refresh_token t ON t.session_id = session.id WHERE email = 'ada@three.test'`;
  expect(await emails(left)).toEqual(['ada@three.test']);
});
