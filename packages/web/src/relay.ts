import { passedOn, refuse } from './answers.ts';
import { type CookieNames, cookieValue, sessionCookie } from './cookies.ts';
import { isSameOrigin } from './same-origin.ts';
import type { UsableSession, UseSession } from './session.ts';

/** One call of the browser on its way to the gateway, and the cookies that the browser will be told of. */
export interface RelayedCall {
  readonly request: Request;
  session: UsableSession;
  /** Sent to the gateway beside the session's token. */
  readonly headers: Record<string, string>;
  readonly setCookies: string[];
  /** Sends a call of the app's own with the same caller. */
  send(procedure: string, body: string | null): Promise<Response>;
}

export interface RelayOptions {
  readonly gatewayUrl: string;
  readonly names: CookieNames;
  readonly useSession: UseSession;
  /** What the browser may call. Procedures that answer with tokens are the session's alone. */
  readonly allowed: { readonly GET: ReadonlySet<string>; readonly POST: ReadonlySet<string> };
  /** Before the call leaves: more headers, more cookies. */
  readonly before?: (procedure: string, call: RelayedCall) => Promise<void>;
  /** When the answer is here: more cookies. */
  readonly after?: (answer: Response, call: RelayedCall) => void;
}

const maxBody = 256 * 1024;
const timeoutMs = 30_000;

/**
 * Makes the same-origin proxy: the browser's call goes to the gateway with the session's access token, and what changes of
 * the session comes back as an httpOnly cookie. Changes are taken from the app's own pages only.
 */
export function createRelay({ gatewayUrl, names, useSession, allowed, before, after }: RelayOptions) {
  function renewed(call: RelayedCall, session: UsableSession): void {
    call.session = session;
    if (session.cookie !== undefined) call.setCookies.push(sessionCookie(names, session.cookie));
  }

  function open(request: Request): RelayedCall {
    const call: RelayedCall = {
      request,
      session: { accessToken: null },
      headers: passedOn(request.headers),
      setCookies: [],
      send: (path, body) => {
        const headers: Record<string, string> = { ...call.headers };
        if (call.session.accessToken) headers.authorization = `Bearer ${call.session.accessToken}`;
        if (body !== null) headers['content-type'] = 'application/json';
        const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
        return fetch(`${gatewayUrl}/trpc/${path}`, { method: body === null ? 'GET' : 'POST', headers, body, signal, redirect: 'manual' });
      },
    };
    return call;
  }

  async function forward(request: Request, procedure: string, body: string | null): Promise<Response> {
    const call = open(request);
    const cookie = cookieValue(request.headers.get('cookie'), names.session);
    renewed(call, await useSession(cookie));
    // Who nobody is needs no trip, and is no error.
    if (procedure === 'auth.me' && !call.session.accessToken) return respond(Response.json({ result: { data: null } }), call.setCookies);
    await before?.(procedure, call);
    const path = `${procedure}${new URL(request.url).search}`;
    let answer = await call.send(path, body);
    if (answer.status === 401 && call.session.accessToken) {
      renewed(call, await useSession(call.session.cookie ?? cookie, true));
      await answer.body?.cancel();
      answer = await call.send(path, body);
    }
    after?.(answer, call);
    return respond(answer, call.setCookies);
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

function respond(answer: Response, setCookies: readonly string[]): Response {
  const headers = new Headers({ 'cache-control': 'no-store', 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  const retryAfter = answer.headers.get('retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  for (const line of setCookies) headers.append('set-cookie', line);
  return new Response(answer.body, { status: answer.status, headers });
}
