import { credit as schemas } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

const { router, procedure } = createTrpc();
const mayRead = { permission: 'payments:read' } as const;
const mayWrite = { permission: 'payments:write' } as const;

/** What shoppers see of gift cards and of their store credit. */
export function creditRouter({ clients }: GatewayServices) {
  const { credit } = clients.payment;
  return router({
    own: procedure('signed-in')
      .output(schemas.ownCredit)
      .query(() => credit.own.query()),
    // No query: a code has no place in an address.
    lookUp: procedure('public')
      .input(schemas.creditCodeInput)
      .output(schemas.creditBalance)
      .mutation(({ input }) => credit.lookUp.mutate(input)),
  });
}

/** Gift cards and store credit, for staff. */
export function staffCreditRouter({ clients }: GatewayServices) {
  const { credit } = clients.payment;
  return router({
    list: procedure(mayRead)
      .input(schemas.creditListInput)
      .output(schemas.creditList)
      .query(({ input }) => credit.list.query(input)),
    get: procedure(mayRead)
      .input(schemas.creditInput)
      .output(schemas.creditDetail)
      .query(({ input }) => credit.get.query(input)),
    issue: procedure(mayWrite)
      .input(schemas.issueGiftCardInput)
      .output(schemas.issuedGiftCard)
      .mutation(({ input }) => credit.issue.mutate(input, repeatable(input))),
    disable: procedure(mayWrite)
      .input(schemas.disableCreditInput)
      .output(schemas.creditDetail)
      .mutation(({ input }) => credit.disable.mutate(input, { context: { idempotent: true } })),
    adjust: procedure(mayWrite)
      .input(schemas.adjustCreditInput)
      .output(schemas.creditDetail)
      .mutation(({ input }) => credit.adjust.mutate(input, repeatable(input))),
    mailAgain: procedure(mayWrite)
      .input(schemas.creditInput)
      .output(schemas.giftCardMailed)
      .mutation(({ input }) => credit.mailAgain.mutate(input)),
  });
}
