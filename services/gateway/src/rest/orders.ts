import { order } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { optionalBody, orderHeaders, orderKeyHeaders, orderParams, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, withBody } from './problems.ts';

const tags = ['Orders'];

/** A customer's orders; a guest's one by the token that checkout gave. */
export function addOrders(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/orders',
    {
      schema: {
        tags,
        summary: "The customer's orders, newest first",
        operationId: 'listOrders',
        querystring: order.orderListInput,
        response: { 200: order.orderList, ...failing('UNAUTHENTICATED') },
      },
    },
    (request) => clients.order.order.list.query(request.query),
  );

  app.get(
    '/orders/:id',
    {
      schema: {
        tags,
        summary: 'An order',
        operationId: 'getOrder',
        params: orderParams,
        headers: orderHeaders,
        response: { 200: order.order, ...failing('UNAUTHENTICATED', 'NOT_FOUND') },
      },
    },
    ({ params, headers }) => clients.order.order.get.query({ orderId: params.id, orderToken: headers['x-order-token'] }),
  );

  app.post(
    '/orders/:id/due',
    {
      schema: {
        tags,
        summary: 'What is due of an order that is paid by link, and what the browser needs to pay it; null where nothing is',
        operationId: 'lookAtDue',
        params: orderParams,
        headers: orderHeaders,
        body: optionalBody(z.object({})),
        response: { 200: order.dueResult, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', ...withBody) },
      },
    },
    ({ params, headers }) => clients.order.checkout.due.mutate({ orderId: params.id, orderToken: headers['x-order-token'] }),
  );

  app.post(
    '/orders/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel what has not been shipped',
        operationId: 'cancelOrder',
        params: orderParams,
        headers: orderKeyHeaders,
        body: optionalBody(order.cancelOrderInput.pick({ reason: true })),
        response: { 200: order.order, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', ...repeatableErrors) },
      },
    },
    ({ params, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { ...body, orderId: params.id, orderToken: headers['x-order-token'], idempotencyKey };
      return clients.order.order.cancel.mutate(input, repeating(idempotencyKey));
    },
  );
}
