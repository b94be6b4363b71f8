import { type CookieNames, cartCookie, cookieValue, sessionCookie } from '#session/cookies.ts';
import type { UsableSession, UseSession } from '#session/session.ts';
import { createSingleFlight } from '#session/single-flight.ts';
import { allowed, concernsCart, isSameOrigin } from './allowed.ts';
import { passedOn, refuse } from './answers.ts';

interface RelayOptions {
  readonly gatewayUrl: string;
  readonly names: CookieNames;
  readonly useSession: UseSession;
}

/** What a call to the gateway is made with, and the cookies that the browser will be told of. */
interface Caller {
  session: UsableSession;
  cart: string | null;
  readonly setCookies: string[];
}

const maxBody = 64 * 1024;
const timeoutMs = 30_000;

/**
 * Makes the same-origin proxy: the browser's call goes to the gateway with the session's access token and the guest's
 * cart, and what changes of either comes back as httpOnly cookies.
 */
export function createRelay({ gatewayUrl, names, useSession }: RelayOptions) {
  const claims = createSingleFlight<boolean>(60_000);

  async function call(request: Request, path: string, body: string | null, caller: Caller): Promise<Response> {
    const headers: Record<string, string> = passedOn(request.headers);
    if (caller.session.accessToken) headers.authorization = `Bearer ${caller.session.accessToken}`;
    if (caller.cart) headers['x-cart'] = caller.cart;
    if (body !== null) headers['content-type'] = 'application/json';
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    return fetch(`${gatewayUrl}/trpc/${path}`, { method: body === null ? 'GET' : 'POST', headers, body, signal, redirect: 'manual' });
  }

  /** A guest's cart becomes the customer's once they are signed in; several requests at once claim it once. */
  async function claimCart(request: Request, caller: Caller): Promise<void> {
    if (!caller.cart || !caller.session.accessToken) return;
    const done = await claims(caller.cart, async () => {
      const answer = await call(request, 'cart.claim', '{}', caller);
      if (answer.status >= 500) throw new Error(`cart.claim answered ${answer.status}`);
      return answer.ok;
    });
    if (!done) return;
    caller.cart = null;
    caller.setCookies.push(cartCookie(names, null));
  }

  async function enter(request: Request): Promise<Caller> {
    const header = request.headers.get('cookie');
    const caller: Caller = { session: { accessToken: null }, cart: cookieValue(header, names.cart), setCookies: [] };
    renewed(caller, await useSession(cookieValue(header, names.session)));
    return caller;
  }

  function renewed(caller: Caller, session: UsableSession): void {
    caller.session = session;
    if (session.cookie !== undefined) caller.setCookies.push(sessionCookie(names, session.cookie));
  }

  async function forward(request: Request, procedure: string, body: string | null): Promise<Response> {
    const caller = await enter(request);
    // Who nobody is needs no trip, and is no error.
    if (procedure === 'auth.me' && !caller.session.accessToken) return nobody(caller.setCookies);
    const path = `${procedure}${new URL(request.url).search}`;
    if (concernsCart(procedure)) await claimCart(request, caller);
    let answer = await call(request, path, body, caller);
    if (answer.status === 401 && caller.session.accessToken) {
      const held = caller.setCookies.findLast((line) => line.startsWith(`${names.session}=`))?.split(';')[0];
      const cookie = held?.slice(names.session.length + 1) ?? cookieValue(request.headers.get('cookie'), names.session);
      renewed(caller, await useSession(cookie, true));
      await answer.body?.cancel();
      answer = await call(request, path, body, caller);
    }
    const cart = answer.headers.get('x-cart');
    if (cart) caller.setCookies.push(cartCookie(names, cart === 'none' ? null : cart));
    return respond(answer, caller.setCookies);
  }

  /** @param procedure one `area.name`; batches are not taken. */
  return async function relay(request: Request, procedure: string): Promise<Response> {
    const isRead = request.method === 'GET';
    if (!allowed[isRead ? 'GET' : 'POST'].has(procedure)) return refuse('NOT_FOUND', 'There is no such procedure.');
    if (!isRead && !isSameOrigin(request.headers)) return refuse('FORBIDDEN', 'The request comes from another site.');
    const body = isRead ? null : await request.text();
    if (body !== null && body.length > maxBody) return refuse('PAYLOAD_TOO_LARGE', 'The request is too large.');
    try {
      return await forward(request, procedure, body);
    } catch {
      return refuse('UNAVAILABLE', 'The shop does not answer right now. Please try again in a moment.');
    }
  };
}

function nobody(setCookies: readonly string[]): Response {
  return respond(Response.json({ result: { data: null } }), setCookies);
}

function respond(answer: Response, setCookies: readonly string[]): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  const retryAfter = answer.headers.get('retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  for (const line of setCookies) headers.append('set-cookie', line);
  return new Response(answer.body, { status: answer.status, headers });
}
