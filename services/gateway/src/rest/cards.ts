import { card as schemas } from '@tradewind/contracts/schemas';
import type { GatewayServices } from '../services.ts';
import type { RestApp } from './parts.ts';
import { failing, withBody } from './problems.ts';

const tags = ['Saved cards'];

/** The cards that the processor keeps for a customer. */
export function addCards(app: RestApp, services: GatewayServices): void {
  const { card } = services.clients.payment;

  app.get(
    '/me/cards',
    {
      schema: {
        tags,
        summary: "The customer's saved cards, the newest first",
        operationId: 'listSavedCards',
        response: { 200: schemas.savedCards, ...failing('UNAUTHENTICATED', 'UNAVAILABLE') },
      },
    },
    () => card.list.query(),
  );

  app.post(
    '/me/cards/prepare',
    {
      schema: {
        tags,
        summary: 'Have saved cards pay a payment, or save the card that pays it',
        description:
          "Before `confirmCardPayment` of the processor's script: with the id of a saved card as its `payment_method` that card pays, and with " +
          '`save` the card that pays is saved.',
        operationId: 'prepareSavedCards',
        body: schemas.prepareCardInput,
        response: { 200: schemas.preparedCard, ...failing(...withBody, 'UNAUTHENTICATED', 'NOT_FOUND', 'CONFLICT', 'UNAVAILABLE') },
      },
    },
    ({ body }) => card.prepare.mutate(body, { context: { idempotent: true } }),
  );

  app.delete(
    '/me/cards/:id',
    {
      schema: {
        tags,
        summary: 'Have the processor forget a card',
        operationId: 'removeSavedCard',
        params: schemas.savedCardInput,
        response: { 200: schemas.savedCardInput, ...failing('UNAUTHENTICATED', 'NOT_FOUND', 'UNAVAILABLE') },
      },
    },
    ({ params }) => card.remove.mutate(params),
  );
}
