import { afterAll, beforeAll, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';
import { purgeExpired } from './purge-expired.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

it('forgets what is over for long, and nothing else', async () => {
  const [gone, ended, stays] = [
    await service.signUp('gone@example.com'),
    await service.signUp('ended@example.com'),
    await service.signUp('stays@example.com'),
  ];
  await service.auth.refresh.mutate(stays);
  await service.db.rows(`UPDATE registration SET expires_at = now() - interval '2 days' WHERE email = 'gone@example.com'`);
  await service.db.rows(`UPDATE session SET expires_at = now() - interval '8 days' WHERE account_id = $1`, [gone.user.id]);
  await service.db.rows(`UPDATE session SET ended_at = now() - interval '8 days', end_reason = 'logout' WHERE account_id = $1`, [
    ended.user.id,
  ]);
  await purgeExpired(service.db);
  expect(await service.db.rows('SELECT email FROM registration ORDER BY email')).toEqual([
    { email: 'ended@example.com' },
    { email: 'stays@example.com' },
  ]);
  expect(await service.db.rows('SELECT account_id FROM session')).toEqual([{ account_id: stays.user.id }]);
  expect(await service.db.rows('SELECT 1 AS one FROM refresh_token')).toHaveLength(2);
  expect(await service.db.rows('SELECT 1 AS one FROM account')).toHaveLength(3);
});
