import { type OwnBackend, ownRedis, testRedis } from '@tradewind/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from './test-kit.ts';

const { missing } = await testRedis();
const password = 'correct horse battery';
let redis: OwnBackend;
let one: UserService;
let two: UserService;

describe.skipIf(missing)('attempts, counted in Redis', () => {
  beforeAll(async () => {
    redis = await ownRedis();
    [one, two] = await Promise.all([openUserService({ redisUrl: redis.url }), openUserService({ redisUrl: redis.url })]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await redis.close();
  });

  const guess = (at: UserService, email: string, given = 'wrong') =>
    at.auth.login.mutate({ email, password: given }).then(
      () => 'ok',
      (error) => error.code,
    );

  it('at one account are counted by all processes together', async () => {
    const codes = [];
    for (let i = 0; i < 12; i++) codes.push(await guess(i % 2 ? one : two, 'ada@example.com'));
    expect(codes).toEqual([...Array(10).fill('UNAUTHENTICATED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  });

  it('are forgotten by all of them when one is shown the right password', async () => {
    await one.signUp('grace@example.com', password);
    for (let i = 0; i < 9; i++) await guess(two, 'grace@example.com');
    expect(await guess(one, 'grace@example.com', password)).toBe('ok');
    for (let i = 0; i < 10; i++) expect(await guess(two, 'grace@example.com')).toBe('UNAUTHENTICATED');
    expect(await guess(two, 'grace@example.com')).toBe('RATE_LIMITED');
  });

  it('are refused while Redis is away, with the time to come back; sessions go on', async () => {
    const session = await one.signUp('joan@example.com', password);
    const { registrationId } = await one.auth.register.mutate({ email: 'new@example.com', password, name: 'New' });
    await redis.kill();
    const attempts = {
      'auth.login': { email: 'joan@example.com', password },
      'auth.register': { email: 'other@example.com', password, name: 'Other' },
      'auth.confirm': { registrationId, code: '000000' },
    };
    for (const [name, input] of Object.entries(attempts)) {
      const answer = await fetch(`${one.url}/trpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      expect([name, answer.status, answer.headers.get('retry-after')]).toEqual([name, 503, '2']);
      const { error } = (await answer.json()) as { error: { message: string; data: { problem: { code: string } } } };
      expect(error.data.problem.code).toBe('UNAVAILABLE');
      expect(error.message).not.toMatch(/redis|ECONN|127\.0\.0\.1/i);
    }
    const refreshed = await one.auth.refresh.mutate(session);
    await one.auth.logout.mutate(refreshed);
    await redis.start();
    await expect.poll(() => guess(one, 'joan@example.com', password), { timeout: 10_000 }).toBe('ok');
  });
});
