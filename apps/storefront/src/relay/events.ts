import { type CookieNames, cookieValue, passedOn, refuse, sessionCookie, type UseSession } from '@tradewind/web';

interface EventsOptions {
  readonly gatewayUrl: string;
  readonly names: CookieNames;
  readonly useSession: UseSession;
}

/** Makes the proxy of an order's live updates: the gateway's stream, opened as the customer or with the guest's token. */
export function createOrderEvents({ gatewayUrl, names, useSession }: EventsOptions) {
  return async function orderEvents(request: Request, orderId: string): Promise<Response> {
    if (!/^ord_[0-9a-z]{26}$/.test(orderId)) return refuse('NOT_FOUND', 'There is no such order.');
    try {
      const session = await useSession(cookieValue(request.headers.get('cookie'), names.session));
      const token = new URL(request.url).searchParams.get('token');
      const headers: Record<string, string> = { ...passedOn(request.headers), accept: 'text/event-stream' };
      if (session.accessToken) headers.authorization = `Bearer ${session.accessToken}`;
      if (token) headers['x-order-token'] = token;
      const answer = await fetch(`${gatewayUrl}/api/v1/orders/${orderId}/events`, { headers, signal: request.signal });
      const reply = new Headers({
        'content-type': answer.headers.get('content-type') ?? 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      if (session.cookie !== undefined) reply.append('set-cookie', sessionCookie(names, session.cookie));
      return new Response(answer.body, { status: answer.status, headers: reply });
    } catch {
      return refuse('UNAVAILABLE', 'There are no live updates right now.');
    }
  };
}
