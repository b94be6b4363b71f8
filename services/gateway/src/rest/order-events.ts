import { currentCall, runInCall } from '@tradewind/service';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { orderHeaders, orderParams, type RestApp, sendEvents } from './parts.ts';
import { failing } from './problems.ts';

/** Milliseconds for reading the order anew, long after the request's own deadline. */
const readMs = 5_000;

/** `GET /orders/{id}/events`: the order as it changes. Authorised as reading it is, at each reading. */
export function addOrderEvents(app: RestApp, { clients, streams }: GatewayServices): void {
  app.get(
    '/orders/:id/events',
    {
      schema: {
        tags: ['Orders'],
        summary: 'An order as it changes',
        description: 'Server-sent events: `event: order` with the whole order, at once and after each change.',
        operationId: 'watchOrder',
        params: orderParams,
        headers: orderHeaders,
        response: {
          200: { description: 'Events until either side ends', content: { 'text/event-stream': { schema: z.string() } } },
          ...failing('UNAUTHENTICATED', 'NOT_FOUND'),
        },
      },
    },
    async ({ params, headers, ip }, reply) => {
      const { actor, caller, userToken, clientAddress, userAgent, traceparent, log } = currentCall();
      const who = { actor, caller, userToken, clientAddress, userAgent, traceparent, log };
      const stream = await streams.open({
        orderId: params.id,
        client: clientAddress ?? ip,
        read: () =>
          runInCall({ ...who, deadline: Date.now() + readMs }, () =>
            clients.order.order.get.query({ orderId: params.id, orderToken: headers['x-order-token'] }),
          ),
      });
      await sendEvents(reply, stream);
    },
  );
}
