import { payment as schemas } from '@tradewind/contracts/schemas';
import { createMessagesRouter, type MessagesContext } from '@tradewind/messaging';
import { createTrpc } from '@tradewind/service';
import { readLedgerBalance } from './ledger/ledger-balance.ts';
import { createPayment } from './payment/create-payment.ts';
import { listPayments } from './payment/list-payments.ts';
import { readPayment } from './payment/read-payment.ts';
import { voidPayment } from './payment/void-payment.ts';
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
    }),
  });
}
