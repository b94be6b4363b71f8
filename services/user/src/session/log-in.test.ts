import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openUserService, type UserService } from '../test-kit.ts';

const password = 'correct horse battery';
let service: UserService;
let verified = 0;
const open: UserService[] = [];

beforeEach(async () => {
  service = await openUserService({
    passwords: (real) => ({
      ...real,
      verify(stored, given) {
        verified += 1;
        return real.verify(stored, given);
      },
    }),
  });
  open.push(service);
  await service.signUp('ada@example.com', password);
  verified = 0;
});
afterAll(() => Promise.all(open.map((each) => each.close())));

const logIn = (email: string, given: string, client = '203.0.113.1') =>
  service.from(client, () => service.auth.login.mutate({ email, password: given })).catch((error) => error);

describe('login', () => {
  it('signs in with the right password, in a session of its own', async () => {
    const [first, second] = [await logIn('Ada@example.com ', password), await logIn('ada@example.com', password)];
    expect(first).toMatchObject({ user: { email: 'ada@example.com', roles: ['customer'] }, expiresIn: 600 });
    expect(decodeProtectedHeader(first.accessToken)).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) });
    await service.auth.logout.mutate(first);
    await expect(service.auth.refresh.mutate(first)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(service.auth.refresh.mutate(second)).resolves.toMatchObject({ user: { email: 'ada@example.com' } });
  });

  it('says the same of a wrong password and an unknown address, and hashes for both', async () => {
    const wrong = await logIn('ada@example.com', 'wrong');
    expect(verified).toBe(1);
    const unknown = await logIn('nobody@example.com', 'wrong');
    expect(verified).toBe(2);
    expect(wrong.code).toBe('UNAUTHENTICATED');
    expect([unknown.code, unknown.message]).toEqual([wrong.code, wrong.message]);
  });

  it('turns guesses at one account away before anything is hashed, from wherever they come', async () => {
    for (let i = 0; i < 10; i++)
      expect(await logIn('ada@example.com', 'wrong', `198.51.100.${i}`)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const refused = await logIn('ada@example.com', password, '198.51.100.77');
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refused.extras.retryAfter).toBeGreaterThan(30);
    expect(verified).toBe(10);
    expect(await logIn('other@example.com', 'wrong')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('turns a client away that tries one account after the other', async () => {
    const codes = [];
    for (let i = 0; i < 70; i++) codes.push((await logIn(`user${i}@example.com`, 'wrong')).code);
    expect(codes.slice(0, 60)).toEqual(Array(60).fill('UNAUTHENTICATED'));
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(verified).toBeLessThan(70);
    expect(await logIn('user1@example.com', 'wrong', '198.51.100.1')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('does not count against whoever knows the password', async () => {
    for (let i = 0; i < 25; i++) expect(await logIn('ada@example.com', password)).toMatchObject({ expiresIn: 600 });
  });

  it('refuses bad input and names the field', async () => {
    expect(await logIn('ada', password)).toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'email' }] } });
    expect(await logIn('ada@example.com', '')).toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'password' }] } });
    const long = await logIn('ada@example.com', 'x'.repeat(10_000));
    expect(long).toMatchObject({ code: 'INVALID_INPUT', extras: { errors: [{ path: 'password' }] } });
    expect(verified).toBe(0);
  });
});
