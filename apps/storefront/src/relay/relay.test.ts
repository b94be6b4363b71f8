import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TradewindError, toProblem } from '@tradewind/contracts/errors';
import { decode, encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mutate } from '#gateway/call.ts';
import { cookieNames, cookieValue } from '#session/cookies.ts';
import { createSessions } from '#session/session.ts';
import { createRelay } from './relay.ts';

const secret = 'a-secret-of-the-test';
const names = cookieNames('http://localhost:3000');

interface Seen {
  readonly procedure: string;
  readonly headers: IncomingHttpHeaders;
}

interface Answer {
  readonly status?: number;
  readonly data?: unknown;
  readonly code?: 'UNAUTHENTICATED' | 'UNAVAILABLE' | 'CONFLICT';
  readonly cart?: string;
}

/** A server in the gateway's place: remembers what it is asked and answers as the test says. */
function startGateway(answer: (seen: Seen) => Answer) {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    const procedure = (request.url ?? '').replace('/trpc/', '').split('?')[0] ?? '';
    const entry = { procedure, headers: request.headers };
    seen.push(entry);
    const { data = {}, code, cart } = answer(entry);
    const problem = code && toProblem(new TradewindError(code, 'no'), 't');
    response.writeHead(problem?.status ?? 200, { 'content-type': 'application/json', ...(cart && { 'x-cart': cart }) });
    response.end(JSON.stringify(problem ? { error: { data: { problem } } } : { result: { data } }));
  });
  return { server, seen };
}

const fresh = { accessToken: 'new-access', refreshToken: 'new-refresh', expiresIn: 600 };

describe('the proxy', () => {
  let gateway: ReturnType<typeof startGateway>;
  let answers: (seen: Seen) => Answer;
  let relay: ReturnType<typeof createRelay>;

  beforeEach(async () => {
    answers = () => ({});
    gateway = startGateway((seen) => (seen.procedure === 'auth.refresh' ? { data: fresh, ...answers(seen) } : answers(seen)));
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    const gatewayUrl = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
    const useSession = createSessions({
      secret,
      refresh: (refreshToken) => mutate({ base: `${gatewayUrl}/trpc` }, 'auth.refresh', { refreshToken }),
    });
    relay = createRelay({ gatewayUrl, names, useSession });
  });

  afterEach(() => new Promise((resolve) => gateway.server.close(resolve)));

  function session(secondsLeft: number): Promise<string> {
    const expiresAt = Math.floor(Date.now() / 1000) + secondsLeft;
    return encode({ secret, token: { sub: 'usr_1', accessToken: 'old-access', refreshToken: 'old-refresh', expiresAt } });
  }

  function ask(procedure: string, cookies: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    return relay(
      new Request(`http://localhost:3000/api/gateway/${procedure}`, { ...init, headers: { cookie, ...init.headers } }),
      procedure,
    );
  }

  const post = { method: 'POST', body: '{}', headers: { 'sec-fetch-site': 'same-origin' } };
  const asked = (procedure: string) => gateway.seen.filter((each) => each.procedure === procedure);

  it('sends the access token while it lasts', async () => {
    const response = await ask('orders.list', { [names.session]: await session(300) });
    expect(response.status).toBe(200);
    expect(gateway.seen.map((each) => each.headers.authorization)).toEqual(['Bearer old-access']);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('refreshes once for many requests at once, and gives each the same new cookie', async () => {
    const cookie = await session(10);
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask('orders.list', { [names.session]: cookie })));
    expect(asked('auth.refresh')).toHaveLength(1);
    expect(new Set(asked('orders.list').map((each) => each.headers.authorization))).toEqual(new Set(['Bearer new-access']));
    const lines = new Set(responses.flatMap((response) => response.headers.getSetCookie()));
    expect(lines.size).toBe(1);
    const [line = ''] = lines;
    expect(line).toContain('HttpOnly; SameSite=Lax');
    const value = cookieValue(line.split(';')[0] ?? '', names.session) ?? '';
    expect(await decode({ token: value, secret })).toMatchObject({ sub: 'usr_1', accessToken: 'new-access', refreshToken: 'new-refresh' });
    // One that left with the old cookie and comes late is not a second refresh either.
    await ask('orders.list', { [names.session]: cookie });
    expect(asked('auth.refresh')).toHaveLength(1);
  });

  it('ends the session when it cannot be refreshed, and keeps it while nobody answers', async () => {
    answers = ({ procedure }) => (procedure === 'auth.refresh' ? { code: 'UNAUTHENTICATED' } : {});
    const ended = await ask('cart.current', { [names.session]: await session(0) });
    expect(ended.headers.getSetCookie()[0]).toContain(`${names.session}=; Path=/; Max-Age=0`);
    answers = ({ procedure }) => (procedure === 'auth.refresh' ? { code: 'UNAVAILABLE' } : {});
    const away = await ask('cart.current', { [names.session]: await session(0) });
    expect([away.status, away.headers.getSetCookie()]).toEqual([503, []]);
  });

  it('tries once more with new tokens when a token is refused', async () => {
    answers = ({ headers }) => (headers.authorization === 'Bearer old-access' ? { code: 'UNAUTHENTICATED' } : { data: { ok: true } });
    const response = await ask('auth.me', { [names.session]: await session(300) });
    expect(await response.json()).toEqual({ result: { data: { ok: true } } });
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  it('answers for nobody by itself, and forgets a cookie that it cannot read', async () => {
    const response = await ask('auth.me', { [names.session]: 'nonsense' });
    expect(await response.json()).toEqual({ result: { data: null } });
    expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect(gateway.seen).toEqual([]);
  });

  it("keeps a guest's cart in a cookie that scripts do not see", async () => {
    answers = () => ({ cart: 'crt_1.token' });
    const made = await ask('cart.add', {}, post);
    expect(made.headers.getSetCookie()[0]).toMatch(/^tradewind-storefront\.cart=crt_1\.token; .*HttpOnly/);
    expect(made.headers.get('x-cart')).toBeNull();
    answers = () => ({ cart: 'none' });
    const gone = await ask('cart.current', { [names.cart]: 'crt_1.token' });
    expect(gateway.seen.at(-1)?.headers['x-cart']).toBe('crt_1.token');
    expect(gone.headers.getSetCookie()[0]).toContain(`${names.cart}=; Path=/; Max-Age=0`);
  });

  it("claims a guest's cart once when its shopper is signed in", async () => {
    const cookies = { [names.session]: await session(300), [names.cart]: 'crt_1.token' };
    const responses = await Promise.all([ask('cart.current', cookies), ask('cart.shippingOptions', cookies)]);
    expect(asked('cart.claim')).toHaveLength(1);
    expect(asked('cart.claim')[0]?.headers['x-cart']).toBe('crt_1.token');
    expect(asked('cart.current')[0]?.headers['x-cart']).toBeUndefined();
    for (const response of responses) expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0');
  });

  it('relays nothing that is not a shop page’s business', async () => {
    for (const procedure of ['admin.orders.list', 'auth.login', 'auth.refresh', 'auth.confirm', 'cart.current,auth.me', 'toString']) {
      expect((await ask(procedure)).status).toBe(404);
      expect((await ask(procedure, {}, post)).status).toBe(404);
    }
    expect((await ask('cart.current', {}, post)).status).toBe(404);
    expect(gateway.seen).toEqual([]);
  });

  it('takes changes from its own pages alone', async () => {
    const from = (headers: Record<string, string>) => ask('cart.add', {}, { method: 'POST', body: '{}', headers });
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await from({})).status).toBe(403);
    expect((await from({ origin: 'http://evil.example', host: 'localhost:3000' })).status).toBe(403);
    expect((await from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).status).toBe(200);
  });

  it('refuses what is too large, and says so when the gateway is away', async () => {
    expect((await ask('cart.add', {}, { ...post, body: 'x'.repeat(70_000) })).status).toBe(413);
    await new Promise((resolve) => gateway.server.close(resolve));
    const response = await ask('cart.add', {}, post);
    expect(response.status).toBe(503);
    expect((await response.json()).error.data.problem.code).toBe('UNAVAILABLE');
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
  });
});
