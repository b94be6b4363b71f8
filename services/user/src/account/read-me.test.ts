import { newId } from '@tradewind/contracts/ids';
import { permissionsOf } from '@tradewind/contracts/permissions';
import { testKeys } from '@tradewind/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';

let service: UserService;
beforeAll(async () => {
  service = await openUserService();
});
afterAll(() => service.close());

describe('me', () => {
  it('is the account as it is now, with what its roles allow', async () => {
    const { accessToken, user } = await service.signUp('ada@example.com');
    await service.db.rows(`UPDATE account SET roles = '{customer,finance}', name = 'Ada L.' WHERE id = $1`, [user.id]);
    expect(await service.me(accessToken)).toEqual({
      ...user,
      name: 'Ada L.',
      roles: ['customer', 'finance'],
      permissions: [...permissionsOf(['customer', 'finance'])],
    });
  });

  it('is nobody without a token, with one that ended or is of another key, or without an account', async () => {
    const refused = { code: 'UNAUTHENTICATED' };
    await expect(service.clientOf('gateway').account.me.query()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await fetch(`${service.url}/trpc/account.me`)).status).toBe(401);
    await expect(service.me(testKeys.userToken({ id: newId('user') }))).rejects.toMatchObject(refused);
    await expect(service.me(testKeys.userToken({ id: newId('user'), expiresIn: -100 }))).rejects.toMatchObject(refused);
    await expect(service.me('nonsense')).rejects.toMatchObject(refused);
  });
});

describe('the key set', () => {
  it('verifies access tokens, and holds nothing private', async () => {
    const { accessToken, user } = await service.signUp('key@example.com');
    const url = new URL('/.well-known/jwks.json', service.url);
    const verified = await jwtVerify(accessToken, createRemoteJWKSet(url), { issuer: 'tradewind-user', audience: 'tradewind' });
    expect(verified.payload).toMatchObject({ sub: user.id, sid: expect.stringMatching(/^ses_/), roles: ['customer'] });
    expect((verified.payload.exp ?? 0) - (verified.payload.iat ?? 0)).toBe(600);
    const published = (await (await fetch(url)).json()) as { keys: object[] };
    expect(published.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
  });
});
