import { card as cardSchemas, credit as creditSchemas, payment as schemas } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { actorLabel, createTrpc, currentCall, idempotent } from '@tradewind/service';
import { listCards } from './card/list-cards.ts';
import { prepareCard } from './card/prepare-card.ts';
import { removeCard } from './card/remove-card.ts';
import { adjustCredit } from './credit/adjust-credit.ts';
import { disableCredit } from './credit/disable-credit.ts';
import { giftCardMail, mailGiftCardAgain } from './credit/gift-card-mail.ts';
import { issueGiftCard } from './credit/issue-gift-card.ts';
import { listCredit } from './credit/list-credit.ts';
import { lookUpCode } from './credit/look-up-code.ts';
import { ownCredit } from './credit/own-credit.ts';
import { readCredit } from './credit/read-credit.ts';
import { usableCredit } from './credit/usable-credit.ts';
import { acceptDispute } from './dispute/accept-dispute.ts';
import { listDisputes } from './dispute/list-disputes.ts';
import { readDispute } from './dispute/read-dispute.ts';
import { removeFile } from './dispute/remove-file.ts';
import { saveEvidence } from './dispute/save-evidence.ts';
import { submitEvidence } from './dispute/submit-evidence.ts';
import { readLedgerAccounts } from './ledger/ledger-accounts.ts';
import { readLedgerBalance } from './ledger/ledger-balance.ts';
import { listDiscrepancies } from './match/list-discrepancies.ts';
import { readReconciliation } from './match/read-reconciliation.ts';
import { settleDiscrepancy } from './match/settle-discrepancy.ts';
import { createPayment } from './payment/create-payment.ts';
import { listPayments } from './payment/list-payments.ts';
import { readPayment } from './payment/read-payment.ts';
import { voidPayment } from './payment/void-payment.ts';
import { listPayouts } from './payout/list-payouts.ts';
import { refundPayment } from './refund/refund-payment.ts';
import type { Services } from './services.ts';

const trpc = createTrpc();
const { router, procedure } = trpc;

export function createPaymentRouter(services: Services, messages: MessagesContext) {
  const orderOnly = { callers: ['order'] } as const;
  const staffOnly = { permission: 'payments:read' } as const;
  return router({
    messages: createMessagesRouter(trpc, messages),
    payment: router({
      create: procedure(orderOnly)
        .input(schemas.createPaymentInput)
        .output(schemas.createdPayment)
        .mutation(({ ctx, input }) => createPayment({ ...services, log: ctx.log }, input)),
      void: procedure(orderOnly)
        .input(schemas.voidPaymentInput)
        .output(schemas.voidedPayment)
        .mutation(({ ctx, input }) => voidPayment({ ...services, log: ctx.log }, input)),
      refund: procedure(orderOnly)
        .input(schemas.refundPaymentInput)
        .output(schemas.refundedPayment)
        .mutation(({ ctx, input }) => refundPayment({ ...services, log: ctx.log }, input)),
      byOrder: procedure(staffOnly)
        .input(schemas.paymentByOrderInput)
        .output(schemas.payment)
        .query(({ ctx, input }) => readPayment({ ...services, log: ctx.log }, input)),
    }),
    staff: router({
      list: procedure(staffOnly)
        .input(schemas.staffPaymentListInput)
        .output(schemas.staffPaymentList)
        .query(({ ctx, input }) => listPayments({ ...services, log: ctx.log }, input)),
      ledgerBalance: procedure(staffOnly)
        .output(schemas.ledgerBalance)
        .query(({ ctx }) => readLedgerBalance({ ...services, log: ctx.log })),
      ledgerAccounts: procedure(staffOnly)
        .output(schemas.ledgerAccounts)
        .query(() => readLedgerAccounts(services)),
      payouts: procedure(staffOnly)
        .input(schemas.payoutListInput)
        .output(schemas.payoutList)
        .query(({ input }) => listPayouts(services, input)),
    }),
    dispute: disputeRouter(services),
    credit: creditRouter(services),
    card: cardRouter(services),
    reconciliation: reconciliationRouter(services),
  });
}

const mayRead = { permission: 'payments:read' } as const;
const mayWrite = { permission: 'payments:write' } as const;

function creditRouter(services: Services) {
  return router({
    list: procedure(mayRead)
      .input(creditSchemas.creditListInput)
      .output(creditSchemas.creditList)
      .query(({ input }) => listCredit(services, input)),
    get: procedure(mayRead)
      .input(creditSchemas.creditInput)
      .output(creditSchemas.creditDetail)
      .query(({ input }) => readCredit(services, input)),
    issue: procedure(mayWrite)
      .input(creditSchemas.issueGiftCardInput)
      .output(creditSchemas.issuedGiftCard)
      .mutation(({ ctx, input }) => issueGiftCard({ ...services, log: ctx.log }, input)),
    disable: procedure(mayWrite)
      .input(creditSchemas.disableCreditInput)
      .output(creditSchemas.creditDetail)
      .mutation(({ input }) => disableCredit(services, input)),
    adjust: procedure(mayWrite)
      .input(creditSchemas.adjustCreditInput)
      .output(creditSchemas.creditDetail)
      .mutation(({ ctx, input }) => adjustCredit({ ...services, log: ctx.log }, input)),
    mailAgain: procedure(mayWrite)
      .input(creditSchemas.creditInput)
      .output(creditSchemas.giftCardMailed)
      .mutation(({ input }) => mailGiftCardAgain(services, input)),
    own: procedure('signed-in')
      .output(creditSchemas.ownCredit)
      .query(() => ownCredit(services)),
    // No query: a code has no place in an address.
    lookUp: procedure('public')
      .input(creditSchemas.creditCodeInput)
      .output(creditSchemas.creditBalance)
      .mutation(({ input }) => lookUpCode(services, input)),
    usable: procedure({ callers: ['order'] })
      .input(creditSchemas.usableCreditInput)
      .output(creditSchemas.usableCredits)
      .query(({ input }) => usableCredit(services, input)),
    mail: procedure({ callers: ['notification'] })
      .input(creditSchemas.creditInput)
      .output(creditSchemas.giftCardMail)
      .mutation(({ input }) => giftCardMail(services, input)),
  });
}

/** The signed-in customer's cards, which the processor keeps. */
function cardRouter(services: Services) {
  return router({
    list: procedure('signed-in')
      .output(cardSchemas.savedCards)
      .query(() => listCards(services)),
    prepare: procedure('signed-in')
      .input(cardSchemas.prepareCardInput)
      .output(cardSchemas.preparedCard)
      .mutation(({ input }) => prepareCard(services, input)),
    remove: procedure('signed-in')
      .input(cardSchemas.savedCardInput)
      .output(cardSchemas.savedCardInput)
      .mutation(({ input }) => removeCard(services, input)),
  });
}

function disputeRouter(services: Services) {
  return router({
    list: procedure(mayRead)
      .input(schemas.disputeListInput)
      .output(schemas.disputeList)
      .query(({ input }) => listDisputes(services, input)),
    get: procedure(mayRead)
      .input(schemas.disputeInput)
      .output(schemas.dispute)
      .query(({ input }) => readDispute(services, input)),
    saveEvidence: procedure(mayWrite)
      .input(schemas.saveEvidenceInput)
      .output(schemas.dispute)
      .mutation(({ ctx, input }) => saveEvidence({ ...services, log: ctx.log }, input)),
    removeFile: procedure(mayWrite)
      .input(schemas.removeDisputeFileInput)
      .output(schemas.dispute)
      .mutation(({ ctx, input }) => removeFile({ ...services, log: ctx.log }, input)),
    // Once by itself: it needs no idempotency key.
    submit: procedure(mayWrite)
      .input(schemas.disputeInput)
      .output(schemas.dispute)
      .mutation(({ ctx, input }) => submitEvidence({ ...services, log: ctx.log }, input)),
    accept: procedure(mayWrite)
      .input(schemas.disputeInput)
      .output(schemas.dispute)
      .mutation(({ ctx, input }) => acceptDispute({ ...services, log: ctx.log }, input)),
  });
}

function reconciliationRouter(services: Services) {
  return router({
    read: procedure(mayRead)
      .output(schemas.reconciliation)
      .query(({ ctx }) => readReconciliation({ ...services, log: ctx.log })),
    list: procedure(mayRead)
      .input(schemas.discrepancyListInput)
      .output(schemas.discrepancyList)
      .query(({ input }) => listDiscrepancies(services, input)),
    settle: procedure(mayWrite)
      .input(schemas.settleDiscrepancyInput)
      .output(schemas.discrepancySettled)
      .mutation(({ ctx, input: { idempotencyKey: key, ...body } }) => {
        const actor = actorLabel(currentCall().actor);
        return idempotent({ db: services.db, procedure: 'reconciliation.settle', actor, key, body }, () =>
          settleDiscrepancy({ ...services, log: ctx.log }, body),
        );
      }),
    run: procedure(mayWrite)
      .output(schemas.reconcileQueued)
      .mutation(async () => {
        await services.jobs.enqueue('match-books', {});
        return { queued: true as const };
      }),
  });
}
