import { z } from 'zod';
import { paymentStep } from './order.ts';
import { currency, email, idOf, instant, listOf, money, page, text } from './primitives.ts';

export const createPaymentInput = z.object({
  orderId: idOf('order'),
  orderNumber: z.string().max(40),
  amount: money,
  email,
  /** With it the payment is confirmed at once; a decline is PAYMENT_DECLINED and the payment is voided. */
  paymentMethodId: z.string().max(100).optional(),
  /** Where the processor sends the browser after authentication. */
  returnUrl: z.url().optional(),
});

export const createdPayment = paymentStep.extend({ paymentId: idOf('payment') });

export const voidPaymentInput = z.object({ orderId: idOf('order') });
/** `captured` means that money has come and nothing was voided: the order stands, or is refunded. */
export const voidedPayment = z.object({ status: z.enum(['voided', 'captured', 'none']) });

export const refundPaymentInput = z.object({ orderId: idOf('order'), refundId: idOf('refund'), amount: money, reason: text(500) });
export const refundedPayment = z.object({ refundId: idOf('refund'), status: z.enum(['pending', 'succeeded', 'failed']) });

export const payment = z.object({
  id: idOf('payment'),
  orderId: idOf('order'),
  orderNumber: z.string(),
  /** The processor's PaymentIntent. */
  reference: z.string().nullable(),
  status: z.enum(['pending', 'captured', 'voided', 'failed', 'conflicted']),
  amount: money,
  captured: money,
  refunded: money,
  createdAt: instant,
});

export const paymentByOrderInput = z.object({ orderId: idOf('order') });
export const staffPaymentListInput = z.object({ status: payment.shape.status.optional(), orderId: idOf('order').optional(), ...page });
export const staffPaymentList = listOf(payment);

/** Sums of each side over the whole ledger, in minor units; equal for each currency. */
export const ledgerBalance = z.partialRecord(currency, z.object({ debit: z.int(), credit: z.int() }));

export type CreatePaymentInput = z.infer<typeof createPaymentInput>;
export type CreatedPayment = z.infer<typeof createdPayment>;
export type Payment = z.infer<typeof payment>;
export type LedgerBalance = z.infer<typeof ledgerBalance>;
