import { credit, primitives } from '@tradewind/contracts/schemas';
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
  const accounts = services.clients.payment.credit;

  app.post(
    '/gift-cards/balance',
    {
      schema: {
        tags,
        summary: 'What is on a gift card, by its code',
        operationId: 'getGiftCardBalance',
        body: credit.creditCodeInput,
        response: { 200: credit.creditBalance, ...failing(...withBody) },
      },
    },
    ({ body }) => accounts.lookUp.mutate(body),
  );

  app.get(
    '/me/store-credit',
    {
      schema: {
        tags,
        summary: "The customer's store credit, and what happened to it",
        operationId: 'getStoreCredit',
        response: { 200: credit.ownCredit, ...failing('UNAUTHENTICATED') },
      },
    },
    () => accounts.own.query(),
  );

  app.get(
    '/admin/gift-cards',
    {
      schema: {
        tags: staffTags,
        summary: 'Find gift cards, or store credit, the newest first',
        operationId: 'adminListGiftCards',
        querystring: credit.creditListInput,
        response: { 200: credit.creditList, ...failing(...staffErrors) },
      },
    },
    (request) => accounts.list.query(request.query),
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
        body: credit.issueGiftCardInput.omit({ idempotencyKey: true }),
        response: { 201: credit.issuedGiftCard, ...failing(...staffErrors, ...repeatableErrors) },
      },
    },
    async ({ headers, body }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      return reply.code(201).send(await accounts.issue.mutate({ ...body, idempotencyKey }, repeating(idempotencyKey)));
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
        response: { 200: credit.creditDetail, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    (request) => accounts.get.query({ accountId: request.params.id }),
  );

  addChanges(app, services);
}

function addChanges(app: RestApp, { clients }: GatewayServices): void {
  const accounts = clients.payment.credit;

  app.post(
    '/admin/gift-cards/:id/adjustments',
    {
      schema: {
        tags: staffTags,
        summary: 'Put more on it, or take some off, with a reason',
        operationId: 'adminAdjustGiftCard',
        params,
        headers: keyHeaders,
        body: credit.adjustCreditInput.omit({ ...inPath, idempotencyKey: true }),
        response: { 200: credit.creditDetail, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { id }, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return accounts.adjust.mutate({ ...body, accountId: id, idempotencyKey }, repeating(idempotencyKey));
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
        body: credit.disableCreditInput.omit(inPath),
        response: { 200: credit.creditDetail, ...failing(...staffErrors, ...withBody, 'NOT_FOUND') },
      },
    },
    ({ params: { id }, body }) => accounts.disable.mutate({ ...body, accountId: id }, { context: { idempotent: true } }),
  );

  app.post(
    '/admin/gift-cards/:id/mails',
    {
      schema: {
        tags: staffTags,
        summary: 'Mail it to its recipient again, with another code',
        operationId: 'adminMailGiftCard',
        params,
        response: { 202: credit.giftCardMailed, ...failing(...staffErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    async (request, reply) => reply.code(202).send(await accounts.mailAgain.mutate({ accountId: request.params.id })),
  );
}
