import { primitives, credit as schemas } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { keyHeaders, type RestApp, repeating } from './parts.ts';
import { failing, repeatableErrors, staffErrors, withBody } from './problems.ts';

const tags = ['Gift cards'];
const staffTags = ['Back office'];
const params = z.object({ id: primitives.idOf('creditAccount') });
const inPath = { accountId: true } as const;

/** Gift cards and store credit, for shoppers and for staff. */
export function addGiftCards(app: RestApp, services: GatewayServices): void {
  const { credit } = services.clients.payment;

  app.post(
    '/gift-cards/balance',
    {
      schema: {
        tags,
        summary: 'What is on a gift card, by its code',
        operationId: 'getGiftCardBalance',
        body: schemas.creditCodeInput,
        response: { 200: schemas.creditBalance, ...failing(...withBody) },
      },
    },
    ({ body }) => credit.lookUp.mutate(body),
  );

  app.get(
    '/me/store-credit',
    {
      schema: {
        tags,
        summary: "The customer's store credit, and what happened to it",
        operationId: 'getStoreCredit',
        response: { 200: schemas.ownCredit, ...failing('UNAUTHENTICATED') },
      },
    },
    () => credit.own.query(),
  );

  app.get(
    '/admin/gift-cards',
    {
      schema: {
        tags: staffTags,
        summary: 'Find gift cards, or store credit, the newest first',
        operationId: 'adminListGiftCards',
        querystring: schemas.creditListInput,
        response: { 200: schemas.creditList, ...failing(...staffErrors) },
      },
    },
    (request) => credit.list.query(request.query),
  );

  app.post(
    '/admin/gift-cards',
    {
      schema: {
        tags: staffTags,
        summary: 'Issue a gift card',
        description: 'With `recipient` the code goes by mail alone; without it `code` is in the answer, this once.',
        operationId: 'adminIssueGiftCard',
        headers: keyHeaders,
        body: schemas.issueGiftCardInput.omit({ idempotencyKey: true }),
        response: { 201: schemas.issuedGiftCard, ...failing(...staffErrors, ...repeatableErrors) },
      },
    },
    async ({ headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await credit.issue.mutate({ ...body, idempotencyKey }, repeating(idempotencyKey)));
    },
  );

  app.get(
    '/admin/gift-cards/:id',
    {
      schema: {
        tags: staffTags,
        summary: 'A gift card or store credit, and what happened to it',
        operationId: 'adminGetGiftCard',
        params,
        response: { 200: schemas.creditDetail, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => credit.get.query({ accountId: request.params.id }),
  );

  addChanges(app, services);
}

function addChanges(app: RestApp, { clients }: GatewayServices): void {
  const { credit } = clients.payment;

  app.post(
    '/admin/gift-cards/:id/adjustments',
    {
      schema: {
        tags: staffTags,
        summary: 'Put more on it, or take some off, with a reason',
        operationId: 'adminAdjustGiftCard',
        params,
        headers: keyHeaders,
        body: schemas.adjustCreditInput.omit({ ...inPath, idempotencyKey: true }),
        response: { 200: schemas.creditDetail, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { id }, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return credit.adjust.mutate({ ...body, accountId: id, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/gift-cards/:id/disable',
    {
      schema: {
        tags: staffTags,
        summary: 'Let it pay for nothing more',
        operationId: 'adminDisableGiftCard',
        params,
        body: schemas.disableCreditInput.omit(inPath),
        response: { 200: schemas.creditDetail, ...failing(...staffErrors, ...withBody, 'NOT_FOUND') },
      },
    },
    ({ params: { id }, body }) => credit.disable.mutate({ ...body, accountId: id }, { context: { idempotent: true } }),
  );

  app.post(
    '/admin/gift-cards/:id/mails',
    {
      schema: {
        tags: staffTags,
        summary: 'Mail it to its recipient again, with another code',
        operationId: 'adminMailGiftCard',
        params,
        response: { 202: schemas.giftCardMailed, ...failing(...staffErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async (request, reply) => reply.code(202).send(await credit.mailAgain.mutate({ accountId: request.params.id })),
  );
}
