import { cookieValue, isSameOrigin, refuse, sessionCookie } from '@tradewind/web';
import { sessionLayer } from '#session/layer.ts';

interface Upload {
  /** Below the gateway's REST prefix. */
  readonly path: string;
  readonly megabytes: number;
  /** "picture" */
  readonly what: string;
}

/** Takes a form with a file from a page of this app and hands it to the gateway as the one who is signed in. */
export async function relayUpload(request: Request, { path, megabytes, what }: Upload): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuse('FORBIDDEN', 'The request comes from another site.');
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return refuse('INVALID_INPUT', `A ${what} is sent as a form.`);
  const body = await request.arrayBuffer();
  // With the form around it.
  if (body.byteLength > (megabytes + 1) * 1_048_576) return refuse('PAYLOAD_TOO_LARGE', `The ${what} is larger than ${megabytes} MB.`);
  const { gatewayUrl, names, useSession } = sessionLayer();
  try {
    const session = await useSession(cookieValue(request.headers.get('cookie'), names.session));
    if (!session.accessToken) return refuse('UNAUTHENTICATED', 'Sign in first.');
    const answer = await fetch(`${gatewayUrl}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.accessToken}`, 'content-type': type },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const headers = new Headers({ 'content-type': answer.headers.get('content-type') ?? 'application/json', 'cache-control': 'no-store' });
    if (session.cookie !== undefined) headers.append('set-cookie', sessionCookie(names, session.cookie));
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    return refuse('UNAVAILABLE', `The ${what} could not be stored right now. Please try again.`);
  }
}
