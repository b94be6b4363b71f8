import { TradewindError } from '@tradewind/contracts/errors';
import type { User } from 'next-auth';
import { expect, it } from 'vitest';
import { type SignInWay, sessionAuthOptions } from './auth-options.ts';
import { cookieNames } from './cookies.ts';

const tokens = { accessToken: 'access', refreshToken: 'refresh', expiresIn: 600 };
const account = { id: 'usr_1', email: 'ada@example.com', name: 'Ada' };

function optionsWith(issue: SignInWay['issue'], ended: string[] = []) {
  return sessionAuthOptions({
    secret: 'a-secret-of-the-test',
    names: cookieNames('storefront', 'https://shop.example'),
    pages: { signIn: '/sign-in' },
    ways: [{ id: 'password', fields: ['email', 'password'], issue }],
    end: async (refreshToken) => ended.push(refreshToken),
  });
}

/** What next-auth does with a sign-in form: the options' own way, without the form. */
function signIn(options: ReturnType<typeof optionsWith>, given: Record<string, string>): Promise<User | null> {
  const way = options.providers[0]?.options as { authorize(given: object, request: object): Promise<User | null> };
  return way.authorize(given, { headers: { 'x-forwarded-for': '203.0.113.7', cookie: 'secret=1' } });
}

it('hands the form’s fields to the way, and the tokens to the cookie alone', async () => {
  const seen: unknown[] = [];
  const options = optionsWith(async (fields, headers) => {
    seen.push(fields, headers);
    return { ...tokens, user: account };
  });
  const user = await signIn(options, { email: 'ada@example.com', password: 'pass', callbackUrl: '/' });
  expect(seen).toEqual([{ email: 'ada@example.com', password: 'pass' }, { 'x-forwarded-for': '203.0.113.7' }]);
  if (!user) throw new Error('Nobody is signed in');
  const token = await options.callbacks?.jwt?.({ token: { sub: 'usr_1' }, user, account: null });
  expect(token).toMatchObject({ sub: 'usr_1', accessToken: 'access', refreshToken: 'refresh' });
  expect(Number(token?.expiresAt) - Date.now() / 1000).toBeCloseTo(600, -1);
  expect(options.cookies?.sessionToken).toMatchObject({
    name: '__Host-tradewind-storefront.session',
    options: { httpOnly: true, secure: true },
  });
});

it('tells the page the code of a failure, and nothing else of it', async () => {
  const refused = optionsWith(() => Promise.reject(new TradewindError('RATE_LIMITED', 'Too many tries')));
  await expect(signIn(refused, {})).rejects.toThrow(/^RATE_LIMITED$/);
  const broken = optionsWith(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7')));
  await expect(signIn(broken, {})).rejects.toThrow(/^INTERNAL$/);
});

it('tells the gateway when a session ends', async () => {
  const ended: string[] = [];
  const options = optionsWith(() => Promise.reject(new Error('unused')), ended);
  await options.events?.signOut?.({ token: { refreshToken: 'refresh' }, session: { expires: '' } });
  await options.events?.signOut?.({ token: {}, session: { expires: '' } });
  expect(ended).toEqual(['refresh']);
});
