import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService({ rateLimitScale: 0 });
});
afterAll(() => service.close());

let people = 0;
const signUp = () => service.signUp(`person${++people}@example.com`);
const refresh = (refreshToken: string) => service.auth.refresh.mutate({ refreshToken });
const hashOf = (token: string) => service.services.refreshTokens.hashOf(token);
const refused = { code: 'UNAUTHENTICATED' };

/** Pretends that a token was used so many seconds ago. */
const usedAgo = (token: string, seconds: number) =>
  service.db.rows('UPDATE refresh_token SET used_at = now() - make_interval(secs => $2) WHERE hash = $1', [hashOf(token), seconds]);

describe('refresh', () => {
  it('gives a new pair each time', async () => {
    const first = await signUp();
    const second = await refresh(first.refreshToken);
    expect(second.user).toEqual(first.user);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await service.me(second.accessToken)).toEqual(first.user);
    const third = await refresh(second.refreshToken);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
  });

  it('gives twenty tabs that ask at once a working answer, and keeps one chain', async () => {
    const { refreshToken } = await signUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
    const [family] = await service.db.rows(
      `SELECT count(*) AS tokens, count(*) FILTER (WHERE used_at IS NULL) AS live FROM refresh_token
       WHERE session_id = (SELECT session_id FROM refresh_token WHERE hash = $1)`,
      [hashOf(refreshToken)],
    );
    expect(family).toEqual({ tokens: 2, live: 1 });
    await expect(refresh(answers[7]?.refreshToken ?? '')).resolves.toMatchObject({ expiresIn: 600 });
  });

  it('forgives an old token for ten seconds, with the newest of the family', async () => {
    const { refreshToken } = await signUp();
    const second = await refresh(refreshToken);
    const third = await refresh(second.refreshToken);
    await usedAgo(refreshToken, 9);
    expect(await refresh(refreshToken)).toMatchObject({ refreshToken: third.refreshToken });
    await expect(refresh(third.refreshToken)).resolves.toMatchObject({ expiresIn: 600 });
  });

  it('ends the family when an old token comes later', async () => {
    const { refreshToken, user } = await signUp();
    const second = await refresh(refreshToken);
    const elsewhere = await service.auth.login.mutate({ email: user.email, password: 'correct horse battery' });
    await usedAgo(refreshToken, 11);
    await expect(refresh(refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(second.refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh(elsewhere.refreshToken)).resolves.toMatchObject({ expiresIn: 600 });
    expect(service.logged.join('')).toContain('used again');
  });

  it('refuses unknown, expired and ended ones', async () => {
    await expect(refresh('x'.repeat(43))).rejects.toMatchObject(refused);
    const expired = await signUp();
    await service.db.rows('UPDATE refresh_token SET expires_at = now() WHERE hash = $1', [hashOf(expired.refreshToken)]);
    await expect(refresh(expired.refreshToken)).rejects.toMatchObject(refused);
    const old = await signUp();
    await service.db.rows('UPDATE session SET expires_at = now() WHERE account_id = $1', [old.user.id]);
    await expect(refresh(old.refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh('short')).rejects.toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'refreshToken' }] } });
  });

  it('does not end a family for a successor that was made under another secret', async () => {
    const { refreshToken } = await signUp();
    await refresh(refreshToken);
    await service.db.rows(
      `UPDATE refresh_token SET hash = sha256('another') WHERE used_at IS NULL
       AND session_id = (SELECT session_id FROM refresh_token WHERE hash = $1)`,
      [hashOf(refreshToken)],
    );
    await expect(refresh(refreshToken)).rejects.toMatchObject(refused);
    await expect(refresh('another')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const [session] = await service.db.rows<{ ended: boolean }>(
      'SELECT ended_at IS NOT NULL AS ended FROM session JOIN refresh_token ON session_id = id WHERE hash = $1',
      [hashOf(refreshToken)],
    );
    expect(session).toEqual({ ended: false });
  });
});

describe('logout', () => {
  it('ends the family, also by an older token of it, and may be repeated', async () => {
    const first = await signUp();
    const second = await refresh(first.refreshToken);
    expect(await service.auth.logout.mutate({ refreshToken: first.refreshToken })).toEqual({});
    await expect(refresh(second.refreshToken)).rejects.toMatchObject(refused);
    await service.auth.logout.mutate({ refreshToken: second.refreshToken });
    await service.auth.logout.mutate({ refreshToken: 'x'.repeat(43) });
  });
});
