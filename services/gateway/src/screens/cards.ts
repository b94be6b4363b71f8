import { card as schemas } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';

const { router, procedure } = createTrpc();

/** The cards that the processor keeps for a customer. */
export function cardsRouter({ clients }: GatewayServices) {
  const { card } = clients.payment;
  const idempotent = { context: { idempotent: true } };
  return router({
    list: procedure('signed-in')
      .output(schemas.savedCards)
      .query(() => card.list.query()),
    prepare: procedure('signed-in')
      .input(schemas.prepareCardInput)
      .output(schemas.preparedCard)
      .mutation(({ input }) => card.prepare.mutate(input, idempotent)),
    remove: procedure('signed-in')
      .input(schemas.savedCardInput)
      .output(schemas.savedCardInput)
      .mutation(({ input }) => card.remove.mutate(input)),
  });
}
