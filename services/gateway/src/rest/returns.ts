import { primitives, returns } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { optionalBody, orderHeaders, orderKeyHeaders, orderParams, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, withBody } from './problems.ts';

const tags = ['Returns'];
const elsewhere = { orderId: true, orderToken: true, idempotencyKey: true } as const;
const returnParams = orderParams.extend({ returnId: primitives.idOf('return') });
const pictureParams = orderParams.extend({ pictureId: primitives.idOf('returnPicture') });

/** What is sent back of an order; a guest's by the token that checkout gave. */
export function addReturns(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/orders/:id/returns',
    {
      schema: {
        tags,
        summary: "An order's returns, and what could still be returned",
        operationId: 'listReturns',
        params: orderParams,
        headers: orderHeaders,
        response: { 200: returns.orderReturns, ...failing('UNAUTHENTICATED', 'NOT_FOUND') },
      },
    },
    ({ params, headers }) => clients.order.returns.list.query({ orderId: params.id, orderToken: headers['x-order-token'] }),
  );

  app.post(
    '/orders/:id/returns',
    {
      schema: {
        tags,
        summary: 'Ask to send pieces back',
        operationId: 'requestReturn',
        params: orderParams,
        headers: orderKeyHeaders,
        body: returns.requestReturnInput.omit(elsewhere),
        response: { 201: returns.orderReturn, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', ...repeatableErrors) },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { ...body, orderId: params.id, orderToken: headers['x-order-token'], idempotencyKey };
      return reply.code(201).send(await clients.order.returns.request.mutate(input, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/orders/:id/returns/:returnId/cancel',
    {
      schema: {
        tags,
        summary: 'Give a return up of which nothing came back yet',
        operationId: 'cancelReturn',
        params: returnParams,
        headers: orderKeyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: returns.orderReturn, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', ...repeatableErrors) },
      },
    },
    ({ params, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { orderId: params.id, orderToken: headers['x-order-token'], returnId: params.returnId, idempotencyKey };
      return clients.order.returns.cancel.mutate(input, repeating(idempotencyKey));
    },
  );

  app.post(
    '/orders/:id/return-pictures',
    {
      schema: {
        tags,
        summary: 'Upload a picture for a return that is asked for within a day',
        operationId: 'addReturnPicture',
        params: orderParams,
        headers: orderHeaders,
        body: returns.addReturnPictureInput.omit({ orderId: true, orderToken: true }),
        response: { 201: returns.returnPicture, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', ...withBody) },
      },
    },
    async ({ params, headers, body }, reply) => {
      const input = { ...body, orderId: params.id, orderToken: headers['x-order-token'] };
      return reply.code(201).send(await clients.order.returns.addPicture.mutate(input));
    },
  );

  app.get(
    '/orders/:id/return-pictures/:pictureId',
    {
      schema: {
        tags,
        summary: 'A picture of a return',
        operationId: 'getReturnPicture',
        params: pictureParams,
        headers: orderHeaders,
        response: { 200: returns.returnPicture, ...failing('UNAUTHENTICATED', 'NOT_FOUND') },
      },
    },
    ({ params, headers }) => {
      const input = { orderId: params.id, orderToken: headers['x-order-token'], pictureId: params.pictureId };
      return clients.order.returns.picture.query(input);
    },
  );
}
