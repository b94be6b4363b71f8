import { drafts, order, primitives } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors, withBody } from './problems.ts';

const tags = ['Back office'];
const params = z.object({ id: primitives.idOf('draft') });

/** Orders that staff put together, for staff. */
export function addAdminDrafts(app: RestApp, { clients }: GatewayServices): void {
  app.get(
    '/admin/drafts',
    {
      schema: {
        tags,
        summary: 'Draft orders, the newest first',
        operationId: 'adminListDrafts',
        querystring: drafts.draftListInput,
        response: { 200: drafts.draftList, ...failing(...staffErrors) },
      },
    },
    (request) => clients.order.drafts.list.query(request.query),
  );

  app.post(
    '/admin/drafts',
    {
      schema: {
        tags,
        summary: 'Put an order together',
        operationId: 'adminCreateDraft',
        headers: keyHeaders,
        body: drafts.draftContent,
        response: { 201: drafts.draft, ...failing(...staffErrors, ...repeatableErrors) },
      },
    },
    async ({ headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await clients.order.drafts.create.mutate({ ...body, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.post(
    '/admin/drafts/preview',
    {
      schema: {
        tags,
        summary: 'What it would cost; nothing is kept',
        operationId: 'adminPreviewDraft',
        body: drafts.draftContent,
        response: { 200: drafts.draftPricing, ...failing(...staffErrors, ...withBody) },
      },
    },
    ({ body }) => clients.order.drafts.preview.mutate(body),
  );

  app.get(
    '/admin/drafts/:id',
    {
      schema: {
        tags,
        summary: 'A draft, with the prices of now',
        operationId: 'adminGetDraft',
        params,
        response: { 200: drafts.draft, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => clients.order.drafts.get.query({ draftId: request.params.id }),
  );

  app.put(
    '/admin/drafts/:id',
    {
      schema: {
        tags,
        summary: 'Put another content in the place of the one that was seen',
        operationId: 'adminUpdateDraft',
        params,
        body: drafts.updateDraftInput.omit({ draftId: true }),
        response: { 200: drafts.draft, ...failing(...staffErrors, ...withBody, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { id }, body }) => clients.order.drafts.update.mutate({ ...body, draftId: id }),
  );

  app.delete(
    '/admin/drafts/:id',
    {
      schema: {
        tags,
        summary: 'Discard a draft as it was seen',
        operationId: 'adminDiscardDraft',
        params,
        querystring: z.object({ version: z.coerce.number().int().min(0) }),
        response: { 200: primitives.empty, ...failing(...staffErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    (request) => clients.order.drafts.discard.mutate({ draftId: request.params.id, version: request.query.version }),
  );

  app.post(
    '/admin/drafts/:id/order',
    {
      schema: {
        tags,
        summary: 'Turn it into an order, and ask its customer by mail to pay',
        description:
          'With another `expectedTotal` than it would cost nothing is ordered: 409 with the `totals` of now. Where nothing is to be paid it is ' +
          'confirmed. A draft has one order at a time: asked again, the answer is that order.',
        operationId: 'adminSendDraft',
        params,
        headers: keyHeaders,
        body: drafts.sendDraftInput.omit({ draftId: true, idempotencyKey: true }),
        response: { 201: order.order, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT', 'OUT_OF_STOCK') },
      },
    },
    async ({ params: { id }, headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply
        .code(201)
        .send(await clients.order.drafts.send.mutate({ ...body, draftId: id, idempotencyKey }, repeating(idempotencyKey)));
    },
  );
}
