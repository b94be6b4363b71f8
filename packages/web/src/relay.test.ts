import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ErrorCode, TradewindError, toProblem } from '@tradewind/contracts/errors';
import { decode, encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookieNames, cookieValue } from './cookies.ts';
import { createRelay, type RelayOptions } from './relay.ts';
import { createSessions } from './session.ts';

const secret = 'a-secret-of-the-test';
const names = cookieNames('storefront', 'http://localhost:3000');
const allowed = { GET: new Set(['orders.list', 'cart.current', 'auth.me']), POST: new Set(['cart.add']) };

interface Seen {
  readonly procedure: string;
  readonly headers: IncomingHttpHeaders;
}

interface Answer {
  readonly data?: unknown;
  readonly code?: ErrorCode;
  readonly headers?: Record<string, string>;
}

/** A server in the gateway's place: remembers what it is asked and answers as the test says. */
function startGateway(answer: (seen: Seen) => Answer) {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    const entry = { procedure: (request.url ?? '').replace('/trpc/', '').split('?')[0] ?? '', headers: request.headers };
    seen.push(entry);
    const { data = {}, code, headers } = answer(entry);
    const problem = code && toProblem(new TradewindError(code, 'no'), 't');
    response.writeHead(problem?.status ?? 200, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(problem ? { error: { data: { problem } } } : { result: { data } }));
  });
  return { server, seen };
}

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

describe('the proxy', () => {
  let gateway: ReturnType<typeof startGateway>;
  let answers: (seen: Seen) => Answer;
  let refreshed: string[];
  let refusal: TradewindError | null;
  let options: RelayOptions;

  beforeEach(async () => {
    answers = () => ({});
    refreshed = [];
    refusal = null;
    gateway = startGateway((seen) => answers(seen));
    await listening(gateway.server);
    const useSession = createSessions({
      secret,
      refresh: async (refreshToken) => {
        refreshed.push(refreshToken);
        if (refusal) throw refusal;
        return { accessToken: 'new-access', refreshToken: 'new-refresh', expiresIn: 600 };
      },
    });
    options = { gatewayUrl: `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`, names, useSession, allowed };
  });

  afterEach(() => new Promise((resolve) => gateway.server.close(resolve)));

  function session(secondsLeft: number): Promise<string> {
    const expiresAt = Math.floor(Date.now() / 1000) + secondsLeft;
    return encode({ secret, token: { sub: 'usr_1', accessToken: 'old-access', refreshToken: 'old-refresh', expiresAt } });
  }

  function ask(procedure: string, cookie = '', init: RequestInit = {}, relay = createRelay(options)): Promise<Response> {
    const headers = { cookie: `other=1; ${names.session}=${cookie}`, ...init.headers };
    return relay(new Request(`http://localhost:3000/api/gateway/${procedure}?input=1`, { ...init, headers }), procedure);
  }

  const post = { method: 'POST', body: '{}', headers: { 'sec-fetch-site': 'same-origin' } };

  it('sends the access token while it lasts, and who the browser is', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'x-tradewind-actor': 'forged' };
    const response = await ask('orders.list', await session(300), { headers });
    expect(response.status).toBe(200);
    expect(gateway.seen[0]?.headers).toMatchObject({ authorization: 'Bearer old-access', 'x-forwarded-for': '203.0.113.7' });
    expect(gateway.seen[0]?.headers['x-tradewind-actor']).toBeUndefined();
    expect(gateway.seen[0]?.headers.cookie).toBeUndefined();
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('refreshes once for many requests at once, and gives each the same new cookie', async () => {
    const cookie = await session(10);
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask('orders.list', cookie)));
    expect(refreshed).toEqual(['old-refresh']);
    expect(new Set(gateway.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer new-access']));
    const lines = new Set(responses.flatMap((response) => response.headers.getSetCookie()));
    expect(lines.size).toBe(1);
    const [line = ''] = lines;
    expect(line).toContain('HttpOnly; SameSite=Lax');
    const value = cookieValue(line.split(';')[0] ?? '', names.session) ?? '';
    expect(await decode({ token: value, secret })).toMatchObject({ sub: 'usr_1', accessToken: 'new-access', refreshToken: 'new-refresh' });
    // One that left with the old cookie and comes late is not a second refresh either.
    await ask('orders.list', cookie);
    expect(refreshed).toHaveLength(1);
  });

  it('ends the session when it cannot be refreshed, and keeps it while nobody answers', async () => {
    refusal = new TradewindError('UNAUTHENTICATED', 'over');
    const ended = await ask('cart.current', await session(0));
    expect(ended.headers.getSetCookie()[0]).toContain(`${names.session}=; Path=/; Max-Age=0`);
    refusal = new TradewindError('UNAVAILABLE', 'away');
    const away = await ask('cart.current', await session(0));
    expect([away.status, away.headers.getSetCookie()]).toEqual([503, []]);
  });

  it('tries once more with new tokens when a token is refused', async () => {
    answers = ({ headers }) => (headers.authorization === 'Bearer old-access' ? { code: 'UNAUTHENTICATED' } : { data: { ok: true } });
    const response = await ask('auth.me', await session(300));
    expect(await response.json()).toEqual({ result: { data: { ok: true } } });
    expect(response.headers.getSetCookie()).toHaveLength(1);
    answers = () => ({ code: 'UNAUTHENTICATED' });
    expect((await ask('orders.list', await session(300))).status).toBe(401);
    expect(gateway.seen).toHaveLength(4);
  });

  it('answers for nobody by itself, and forgets a cookie that it cannot read', async () => {
    const response = await ask('auth.me', 'nonsense');
    expect(await response.json()).toEqual({ result: { data: null } });
    expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect(gateway.seen).toEqual([]);
  });

  it('lets the app add to the call and read from the answer', async () => {
    answers = ({ procedure }) => (procedure === 'own.call' ? {} : { headers: { 'x-cart': 'crt_1', 'retry-after': '7' } });
    const relay = createRelay({
      ...options,
      before: async (procedure, call) => {
        await (await call.send('own.call', '{}')).body?.cancel();
        call.headers['x-cart'] = `for ${procedure}`;
      },
      after: (answer, call) => call.setCookies.push(`cart=${answer.headers.get('x-cart')}`),
    });
    const response = await ask('cart.current', await session(300), {}, relay);
    expect(gateway.seen.map(({ procedure, headers }) => [procedure, headers.authorization, headers['x-cart']])).toEqual([
      ['own.call', 'Bearer old-access', undefined],
      ['cart.current', 'Bearer old-access', 'for cart.current'],
    ]);
    expect(response.headers.getSetCookie()).toEqual(['cart=crt_1']);
    expect([response.headers.get('x-cart'), response.headers.get('retry-after')]).toEqual([null, '7']);
  });

  it('relays nothing that is not on the list', async () => {
    for (const procedure of ['admin.orders.list', 'auth.login', 'auth.refresh', 'cart.current,auth.me', 'toString']) {
      expect((await ask(procedure)).status).toBe(404);
      expect((await ask(procedure, '', post)).status).toBe(404);
    }
    expect((await ask('cart.current', '', post)).status).toBe(404);
    expect((await ask('cart.add')).status).toBe(404);
    expect(gateway.seen).toEqual([]);
  });

  it('takes changes from its own pages alone', async () => {
    const from = (headers: Record<string, string>) => ask('cart.add', '', { method: 'POST', body: '{}', headers });
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await from({})).status).toBe(403);
    expect((await from({ origin: 'http://evil.example', host: 'localhost:3000' })).status).toBe(403);
    expect(gateway.seen).toEqual([]);
    expect((await from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).status).toBe(200);
  });

  it('refuses what is too large, and says so when the gateway is away', async () => {
    expect((await ask('cart.add', '', { ...post, body: 'x'.repeat(300_000) })).status).toBe(413);
    await new Promise((resolve) => gateway.server.close(resolve));
    const response = await ask('cart.add', '', post);
    expect(response.status).toBe(503);
    expect((await response.json()).error.data.problem.code).toBe('UNAVAILABLE');
    await listening(gateway.server);
  });
});
