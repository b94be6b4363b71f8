import { messages } from '@tradewind/contracts/schemas';
import { z } from 'zod';
import type { GatewayServices } from '../services.ts';
import { listSystemActions } from '../system/list-actions.ts';
import { listSystemDeadLetters } from '../system/list-dead-letters.ts';
import { readSystemOverview } from '../system/read-overview.ts';
import { replayInServices } from '../system/replay.ts';
import * as schemas from '../system/schemas.ts';
import { keyHeaders, optionalBody, type RestApp, repeating, staffOnly } from './parts.ts';
import { failing, repeatableErrors, staffErrors } from './problems.ts';

const tags = ['Back office'];
const read = staffOnly('system:read');
const write = staffOnly('system:write');
const noKey = { idempotencyKey: true } as const;
const parked = schemas.systemDeadLetterInput;
/** A refined schema cannot be cut; the services refine again, and name the same field. */
const replayBody = z.object(schemas.systemReplayInput.shape).omit({ ...noKey, eventId: true });

/** The system's state and its parked events, for what an operator scripts. */
export function addAdminSystem(app: RestApp, services: GatewayServices): void {
  const { clients } = services;

  app.get(
    '/admin/system',
    {
      ...read,
      schema: {
        tags,
        summary: 'How every service and its messages stand',
        operationId: 'adminSystem',
        response: { 200: schemas.systemOverview, ...failing(...staffErrors) },
      },
    },
    () => readSystemOverview(services),
  );

  app.get(
    '/admin/system/dead-letters',
    {
      ...read,
      schema: {
        tags,
        summary: 'Events that are parked, of a service or of all',
        operationId: 'adminListDeadLetters',
        querystring: schemas.systemDeadLetterListInput,
        response: { 200: schemas.systemDeadLetterList, ...failing(...staffErrors) },
      },
    },
    (request) => listSystemDeadLetters(services, request.query),
  );

  app.get(
    '/admin/system/dead-letters/:service/:eventId',
    {
      ...read,
      schema: {
        tags,
        summary: 'A parked event, why it failed, and what waits behind it',
        operationId: 'adminGetDeadLetter',
        params: parked,
        response: { 200: schemas.systemDeadLetter, ...failing(...staffErrors, 'NOT_FOUND') },
      },
    },
    async ({ params: { service, eventId } }) => ({ ...(await clients[service].messages.deadLetter.query({ eventId })), service }),
  );

  app.post(
    '/admin/system/dead-letters/:service/:eventId/replay',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have it tried again, in order with those of its aggregate',
        operationId: 'adminReplayDeadLetter',
        params: parked,
        headers: keyHeaders,
        body: optionalBody(z.object({})),
        response: { 200: schemas.systemReplayed, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND') },
      },
    },
    ({ params, headers }) => replayInServices(services, { ...params, idempotencyKey: headers['idempotency-key'] }),
  );

  app.post(
    '/admin/system/dead-letters/replay',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have all that is parked tried again, or what is of an aggregate; in a service or in all',
        operationId: 'adminReplayDeadLetters',
        headers: keyHeaders,
        body: replayBody,
        response: { 200: schemas.systemReplayed, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND') },
      },
    },
    ({ headers, body }) => replayInServices(services, { ...body, idempotencyKey: headers['idempotency-key'] }),
  );

  app.post(
    '/admin/system/dead-letters/:service/:eventId/discard',
    {
      ...write,
      schema: {
        tags,
        summary: 'Give it up for good, with a reason; those behind it go on',
        operationId: 'adminDiscardDeadLetter',
        params: parked,
        headers: keyHeaders,
        body: messages.discardInput.pick({ reason: true }),
        response: { 200: messages.discarded, ...failing(...staffErrors, ...repeatableErrors, 'NOT_FOUND', 'CONFLICT') },
      },
    },
    ({ params: { service, eventId }, headers, body }) => {
      const idempotencyKey = headers['idempotency-key'];
      return clients[service].messages.discard.mutate({ ...body, eventId, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.post(
    '/admin/system/replay-span',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have the events of a span of time take effect in a service, such as one whose tables were made anew',
        operationId: 'adminReplaySpan',
        headers: keyHeaders,
        body: schemas.systemReplaySpanInput.omit(noKey),
        response: { 200: messages.replayedSpan, ...failing(...staffErrors, ...repeatableErrors, 'CONFLICT') },
      },
    },
    ({ headers, body: { service, ...span } }) => {
      const idempotencyKey = headers['idempotency-key'];
      return clients[service].messages.replaySpan.mutate({ ...span, idempotencyKey }, repeating(idempotencyKey));
    },
  );

  app.get(
    '/admin/system/actions',
    {
      ...read,
      schema: {
        tags,
        summary: 'Who replayed and discarded what, and why',
        operationId: 'adminListActions',
        querystring: schemas.systemActionListInput,
        response: { 200: schemas.systemActionList, ...failing(...staffErrors) },
      },
    },
    (request) => listSystemActions(services, request.query),
  );
}
