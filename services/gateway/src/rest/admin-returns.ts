import { order, primitives, returns } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, optionalBody, orderParams, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors } from './problems.ts';

const tags = ['Back office'];
const elsewhere = { returnId: true, idempotencyKey: true } as const;
const returnParams = z.object({ id: primitives.idOf('return') });
const changing = [...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT'] as const;

/** Returns, for staff. */
export function addAdminReturns(app: RestApp, { clients }: GatewayServices): void {
  const { staffReturns } = clients.order;

  app.get(
    '/admin/returns',
    {
      schema: {
        tags,
        summary: 'Find returns',
        operationId: 'adminListReturns',
        querystring: returns.staffReturnListInput,
        response: { 200: returns.staffReturnList, ...failing(...staffErrors) },
      },
    },
    (request) => staffReturns.list.query(request.query),
  );

  app.get(
    '/admin/returns/:id',
    {
      schema: {
        tags,
        summary: 'A return',
        operationId: 'adminGetReturn',
        params: returnParams,
        response: { 200: returns.orderReturn, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    ({ params }) => staffReturns.get.query({ returnId: params.id }),
  );

  app.post(
    '/admin/orders/:id/returns',
    {
      schema: {
        tags,
        summary: 'Ask for a return, for a customer who has called or written',
        operationId: 'adminRequestReturn',
        params: orderParams,
        headers: keyHeaders,
        body: returns.requestAnyReturnInput.omit({ orderId: true, idempotencyKey: true }),
        response: { 201: returns.orderReturn, ...failing(...changing) },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { ...body, orderId: params.id, idempotencyKey };
      return reply.code(201).send(await staffReturns.request.mutate(input, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/returns/:id/approve',
    {
      schema: {
        tags,
        summary: 'Take a return on',
        operationId: 'adminApproveReturn',
        params: returnParams,
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: returns.orderReturn, ...failing(...changing) },
      },
    },
    ({ params, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staffReturns.approve.mutate({ returnId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/returns/:id/reject',
    {
      schema: {
        tags,
        summary: 'Refuse a return, and say why',
        operationId: 'adminRejectReturn',
        params: returnParams,
        headers: keyHeaders,
        body: returns.decideReturnInput.omit(elsewhere),
        response: { 200: returns.orderReturn, ...failing(...changing) },
      },
    },
    ({ params, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staffReturns.reject.mutate({ ...body, returnId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/returns/:id/receipts',
    {
      schema: {
        tags,
        summary: 'Pieces came back',
        operationId: 'adminReceiveReturn',
        params: returnParams,
        headers: keyHeaders,
        body: returns.receiveReturnInput.omit(elsewhere),
        response: { 201: returns.orderReturn, ...failing(...changing) },
      },
    },
    async ({ params, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { ...body, returnId: params.id, idempotencyKey };
      return reply.code(201).send(await staffReturns.receive.mutate(input, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/returns/:id/replacement',
    {
      schema: {
        tags,
        summary: 'Send its pieces anew instead of paying for them: an order that costs nothing',
        operationId: 'adminReplaceReturn',
        params: returnParams,
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: returns.orderReturn, ...failing(...changing, 'OUT_OF_STOCK') },
      },
    },
    ({ params, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staffReturns.replace.mutate({ returnId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/returns/:id/waiver',
    {
      schema: {
        tags,
        summary: 'What did not come back need not, and can be refunded',
        operationId: 'adminWaiveReturn',
        params: returnParams,
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: returns.orderReturn, ...failing(...changing) },
      },
    },
    ({ params, headers }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staffReturns.waive.mutate({ returnId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/returns/:id/refunds',
    {
      schema: {
        tags,
        summary: 'Give back the money of what came back',
        operationId: 'adminRefundReturn',
        params: returnParams,
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 201: order.refund, ...failing(...changing) },
      },
    },
    async ({ params, headers }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const input = { returnId: params.id, idempotencyKey };
      return reply.code(201).send(await staffReturns.refund.mutate(input, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/returns/:id/close',
    {
      schema: {
        tags,
        summary: 'End a return, and say why',
        operationId: 'adminCloseReturn',
        params: returnParams,
        headers: keyHeaders,
        body: returns.decideReturnInput.omit(elsewhere),
        response: { 200: returns.orderReturn, ...failing(...changing) },
      },
    },
    ({ params, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return staffReturns.close.mutate({ ...body, returnId: params.id, idempotencyKey }, repeating(idempotencyKey));
    },
  );
}
