import { messages } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import { repeatable } from '../screens/orders.ts';
import type { GatewayServices } from '../services.ts';
import { listSystemActions } from './list-actions.ts';
import { listSystemDeadLetters } from './list-dead-letters.ts';
import { readSystemOverview } from './read-overview.ts';
import { replayInServices } from './replay.ts';
import * as schemas from './schemas.ts';

/** How the house stands, its parked events, and what is done about them. */
export function systemRouter(services: GatewayServices) {
  const { router, procedure } = createTrpc();
  const { clients } = services;
  const read = procedure({ permission: 'system:read' });
  const write = procedure({ permission: 'system:write' });
  return router({
    overview: read.output(schemas.systemOverview).query(() => readSystemOverview(services)),
    deadLetters: read
      .input(schemas.systemDeadLetterListInput)
      .output(schemas.systemDeadLetterList)
      .query(({ input }) => listSystemDeadLetters(services, input)),
    deadLetter: read
      .input(schemas.systemDeadLetterInput)
      .output(schemas.systemDeadLetter)
      .query(async ({ input: { service, eventId } }) => ({ ...(await clients[service].messages.deadLetter.query({ eventId })), service })),
    replay: write
      .input(schemas.systemReplayInput)
      .output(schemas.systemReplayed)
      .mutation(({ input }) => replayInServices(services, input)),
    discard: write
      .input(schemas.systemDiscardInput)
      .output(messages.discarded)
      .mutation(({ input: { service, ...input } }) => clients[service].messages.discard.mutate(input, repeatable(input))),
    replaySpan: write
      .input(schemas.systemReplaySpanInput)
      .output(messages.replayedSpan)
      .mutation(({ input: { service, ...input } }) => clients[service].messages.replaySpan.mutate(input, repeatable(input))),
    actions: read
      .input(schemas.systemActionListInput)
      .output(schemas.systemActionList)
      .query(({ input }) => listSystemActions(services, input)),
  });
}
