import { payment } from '@tradewind/contracts/schemas';
import { createTrpc } from '@tradewind/service';
import type { GatewayServices } from '../services.ts';
import { repeatable } from './orders.ts';

const { router, procedure } = createTrpc();
const mayRead = { permission: 'payments:read' } as const;
const mayWrite = { permission: 'payments:write' } as const;

/** Payments, the ledger and payouts, for staff. */
export function paymentsRouter({ clients }: GatewayServices) {
  const { staff } = clients.payment;
  return router({
    list: procedure(mayRead)
      .input(payment.staffPaymentListInput)
      .output(payment.staffPaymentList)
      .query(({ input }) => staff.list.query(input)),
    ledgerBalance: procedure(mayRead)
      .output(payment.ledgerBalance)
      .query(() => staff.ledgerBalance.query()),
    ledgerAccounts: procedure(mayRead)
      .output(payment.ledgerAccounts)
      .query(() => staff.ledgerAccounts.query()),
    payouts: procedure(mayRead)
      .input(payment.payoutListInput)
      .output(payment.payoutList)
      .query(({ input }) => staff.payouts.query(input)),
  });
}

export function disputesRouter({ clients }: GatewayServices) {
  const { dispute } = clients.payment;
  return router({
    list: procedure(mayRead)
      .input(payment.disputeListInput)
      .output(payment.disputeList)
      .query(({ input }) => dispute.list.query(input)),
    get: procedure(mayRead)
      .input(payment.disputeInput)
      .output(payment.dispute)
      .query(({ input }) => dispute.get.query(input)),
    saveEvidence: procedure(mayWrite)
      .input(payment.saveEvidenceInput)
      .output(payment.dispute)
      .mutation(({ input }) => dispute.saveEvidence.mutate(input)),
    removeFile: procedure(mayWrite)
      .input(payment.removeDisputeFileInput)
      .output(payment.dispute)
      .mutation(({ input }) => dispute.removeFile.mutate(input)),
    submit: procedure(mayWrite)
      .input(payment.disputeInput)
      .output(payment.dispute)
      .mutation(({ input }) => dispute.submit.mutate(input, { context: { idempotent: true } })),
    accept: procedure(mayWrite)
      .input(payment.disputeInput)
      .output(payment.dispute)
      .mutation(({ input }) => dispute.accept.mutate(input, { context: { idempotent: true } })),
  });
}

export function reconciliationRouter({ clients }: GatewayServices) {
  const { reconciliation } = clients.payment;
  return router({
    read: procedure(mayRead)
      .output(payment.reconciliation)
      .query(() => reconciliation.read.query()),
    list: procedure(mayRead)
      .input(payment.discrepancyListInput)
      .output(payment.discrepancyList)
      .query(({ input }) => reconciliation.list.query(input)),
    settle: procedure(mayWrite)
      .input(payment.settleDiscrepancyInput)
      .output(payment.discrepancySettled)
      .mutation(({ input }) => reconciliation.settle.mutate(input, repeatable(input))),
    run: procedure(mayWrite)
      .output(payment.reconcileQueued)
      .mutation(() => reconciliation.run.mutate()),
  });
}
