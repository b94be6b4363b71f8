import { credit } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

const { router, procedure } = createTrpc();
const mayRead = { permission: 'payments:read' } as const;
const mayWrite = { permission: 'payments:write' } as const;

/** What shoppers see of gift cards and of their store credit. */
export function creditRouter({ clients }: GatewayServices) {
  return router({
    own: procedure('signed-in')
      .output(credit.ownCredit)
      .query(() => clients.payment.credit.own.query()),
    // No query: a code has no place in an address.
    lookUp: procedure('public')
      .input(credit.creditCodeInput)
      .output(credit.creditBalance)
      .mutation(({ input }) => clients.payment.credit.lookUp.mutate(input)),
  });
}

/** Gift cards and store credit, for staff. */
export function staffCreditRouter({ clients }: GatewayServices) {
  const { credit: accounts } = clients.payment;
  return router({
    list: procedure(mayRead)
      .input(credit.creditListInput)
      .output(credit.creditList)
      .query(({ input }) => accounts.list.query(input)),
    get: procedure(mayRead)
      .input(credit.creditInput)
      .output(credit.creditDetail)
      .query(({ input }) => accounts.get.query(input)),
    issue: procedure(mayWrite)
      .input(credit.issueGiftCardInput)
      .output(credit.issuedGiftCard)
      .mutation(({ input }) => accounts.issue.mutate(input, repeatable(input))),
    disable: procedure(mayWrite)
      .input(credit.disableCreditInput)
      .output(credit.creditDetail)
      .mutation(({ input }) => accounts.disable.mutate(input, { context: { idempotent: true } })),
    adjust: procedure(mayWrite)
      .input(credit.adjustCreditInput)
      .output(credit.creditDetail)
      .mutation(({ input }) => accounts.adjust.mutate(input, repeatable(input))),
    mailAgain: procedure(mayWrite)
      .input(credit.creditInput)
      .output(credit.giftCardMailed)
      .mutation(({ input }) => accounts.mailAgain.mutate(input)),
  });
}
