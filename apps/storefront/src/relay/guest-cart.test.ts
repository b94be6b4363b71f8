import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cookieNames, createRelay } from '@tradewind/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowed } from './allowed.ts';
import { createGuestCart } from './guest-cart.ts';

const names = cookieNames('storefront', 'http://localhost:3000');
const cartName = 'tradewind-storefront.cart';

interface Seen {
  readonly procedure: string;
  readonly headers: IncomingHttpHeaders;
}

describe("a guest's cart", () => {
  let seen: Seen[];
  let answer: (procedure: string) => { status?: number; cart?: string };
  let server: Server;
  let relay: ReturnType<typeof createRelay>;

  beforeEach(async () => {
    seen = [];
    answer = () => ({});
    server = createServer((request, response) => {
      const procedure = (request.url ?? '').replace('/trpc/', '').split('?')[0] ?? '';
      seen.push({ procedure, headers: request.headers });
      const { status = 200, cart } = answer(procedure);
      response.writeHead(status, { 'content-type': 'application/json', ...(cart && { 'x-cart': cart }) }).end('{"result":{"data":{}}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const useSession = async (cookie: string | null) => ({ accessToken: cookie });
    relay = createRelay({ gatewayUrl, names, useSession, allowed, ...createGuestCart(names) });
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  function ask(procedure: string, cookie: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    return relay(new Request(`http://localhost:3000/api/gateway/${procedure}`, { ...init, headers }), procedure);
  }

  const asked = (procedure: string) => seen.filter((each) => each.procedure === procedure);
  const signedIn = `${names.session}=access; ${cartName}=crt_1.token`;

  it('lies in a cookie that scripts do not see', async () => {
    answer = () => ({ cart: 'crt_1.token' });
    const made = await ask('cart.add', '', { method: 'POST', body: '{}' });
    expect(made.headers.getSetCookie()[0]).toMatch(/^tradewind-storefront\.cart=crt_1\.token; .*HttpOnly/);
    expect(made.headers.get('x-cart')).toBeNull();
    answer = () => ({ cart: 'none' });
    const gone = await ask('cart.current', `${cartName}=crt_1.token`);
    expect(seen.at(-1)?.headers['x-cart']).toBe('crt_1.token');
    expect(gone.headers.getSetCookie()[0]).toContain(`${cartName}=; Path=/; Max-Age=0`);
    expect(asked('cart.claim')).toEqual([]);
  });

  it('is claimed once when its shopper is signed in', async () => {
    const responses = await Promise.all([ask('cart.current', signedIn), ask('cart.shippingOptions', signedIn)]);
    expect(asked('cart.claim').map(({ headers }) => [headers['x-cart'], headers.authorization])).toEqual([
      ['crt_1.token', 'Bearer access'],
    ]);
    expect(asked('cart.current')[0]?.headers['x-cart']).toBeUndefined();
    for (const response of responses) expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0');
  });

  it('is left alone by calls that do not concern it', async () => {
    const response = await ask('orders.list', signedIn);
    expect(seen.map(({ procedure }) => procedure)).toEqual(['orders.list']);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is kept for another try while it cannot be claimed', async () => {
    answer = (procedure) => ({ status: procedure === 'cart.claim' ? 503 : 200 });
    const away = await ask('cart.current', signedIn);
    expect([away.status, away.headers.getSetCookie()]).toEqual([503, []]);
    answer = () => ({});
    const back = await ask('cart.current', signedIn);
    expect(back.headers.getSetCookie()[0]).toContain(`${cartName}=; Path=/; Max-Age=0`);
    expect(asked('cart.claim')).toHaveLength(2);
  });
});

it('nothing of the session layer or the back office is on the list', () => {
  for (const procedure of [...allowed.GET, ...allowed.POST]) {
    expect(procedure).not.toMatch(/^(admin\.|auth\.(login|confirm|refresh|logout)$)/);
  }
});
