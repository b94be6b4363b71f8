import { z } from 'zod';
import { creditPart, refundTo } from './credit.ts';
import { paymentStep } from './order.ts';
import { currency, email, idOf, instant, listOf, money, page, prose, repeatable, text } from './primitives.ts';

/** A part of an order that has a payment: an edit that costs more, or else the order itself. */
const orderPart = { orderId: idOf('order'), editId: idOf('orderEdit').optional() };

export const createPaymentInput = z.object({
  ...orderPart,
  orderNumber: z.string().max(40),
  amount: money,
  email,
  /** What of the amount is not asked of a card, by the accounts that pay it: each is held at once, or nothing is. */
  credit: z.array(creditPart).max(20).optional(),
  /** With it the payment is confirmed at once; a decline is PAYMENT_DECLINED and the payment is voided. */
  paymentMethodId: z.string().max(100).optional(),
  /** Where the processor sends the browser after authentication. */
  returnUrl: z.url().optional(),
});

export const createdPayment = paymentStep.extend({ paymentId: idOf('payment') });

export const voidPaymentInput = z.object(orderPart);
/** `captured` means that money has come and nothing was voided: the order stands, or is refunded. */
export const voidedPayment = z.object({ status: z.enum(['voided', 'captured', 'none']) });

export const refundPaymentInput = z.object({
  ...orderPart,
  refundId: idOf('refund'),
  amount: money,
  reason: text(500),
  to: refundTo.optional(),
  /** Whose store credit it becomes; a guest is mailed a gift card. */
  customerId: idOf('user').nullable().optional(),
  email: email.optional(),
});
export const refundedPayment = z.object({ refundId: idOf('refund'), status: z.enum(['pending', 'succeeded', 'failed']) });

export const payment = z.object({
  id: idOf('payment'),
  orderId: idOf('order'),
  /** The edit of the order that it is for; null when it is for the order itself. */
  editId: idOf('orderEdit').nullable(),
  orderNumber: z.string(),
  /** The processor's PaymentIntent. */
  reference: z.string().nullable(),
  status: z.enum(['pending', 'captured', 'voided', 'failed', 'conflicted']),
  amount: money,
  /** Of the amount, what gift cards and store credit pay. */
  credit: money,
  captured: money,
  refunded: money,
  /** What the processor kept of it; null until it has told. */
  fee: z.int().nullable().describe('Minor units of the currency'),
  createdAt: instant,
});

export const paymentByOrderInput = z.object(orderPart);
export const staffPaymentListInput = z.object({ status: payment.shape.status.optional(), orderId: idOf('order').optional(), ...page });
export const staffPaymentList = listOf(payment);

/** Sums of each side over the whole ledger, in minor units; equal for each currency. */
export const ledgerBalance = z.partialRecord(currency, z.object({ debit: z.int(), credit: z.int() }));

/** The accounts of the ledger. */
export const ledgerAccount = z.enum([
  'processor',
  'bank',
  'sales',
  'fees',
  'refunds',
  'disputes',
  'dispute_losses',
  'suspense',
  'gift_cards',
  'store_credit',
  'goodwill',
]);
/** What each account holds, minor units by currency; debits are positive. */
export const ledgerAccounts = z.object({
  items: z.array(z.object({ account: ledgerAccount, balance: money })),
});

/** A bank's inquiry (`warning_…`) may become a dispute. */
export const disputeStatus = z.enum([
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
]);
export const disputeOutcome = disputeStatus.extract(['warning_closed', 'won', 'lost']);

/** Evidence in words, by the processor's names: https://docs.stripe.com/api/disputes/update. */
export const disputeEvidence = z.object({
  product_description: prose(10_000).optional(),
  customer_name: text(200, 0).optional(),
  customer_email_address: text(254, 0).optional(),
  billing_address: prose(500).optional(),
  shipping_address: prose(500).optional(),
  shipping_carrier: text(100, 0).optional(),
  shipping_tracking_number: text(200, 0).optional(),
  shipping_date: text(40, 0).optional(),
  refund_policy_disclosure: prose(10_000).optional(),
  refund_refusal_explanation: prose(10_000).optional(),
  uncategorized_text: prose(20_000).optional(),
});

/** Evidence in files: one of each kind. */
export const disputeFileKind = z.enum([
  'receipt',
  'customer_communication',
  'shipping_documentation',
  'service_documentation',
  'refund_policy',
  'cancellation_policy',
  'customer_signature',
  'duplicate_charge_documentation',
  'uncategorized_file',
]);

export const disputeFile = z.object({
  id: idOf('disputeFile'),
  kind: disputeFileKind,
  name: z.string(),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg']),
  size: z.int().describe('Bytes'),
  createdAt: instant,
});

export const disputeSummary = z.object({
  id: idOf('dispute'),
  /** The processor's. */
  reference: z.string(),
  paymentId: idOf('payment'),
  orderId: idOf('order'),
  orderNumber: z.string(),
  status: disputeStatus,
  reason: z.string(),
  amount: money,
  /** Until when evidence is taken. */
  dueAt: instant.nullable(),
  /** Set as soon as submitting was asked for: from then on the evidence stays as it is. */
  submitRequestedAt: instant.nullable(),
  submittedAt: instant.nullable(),
  /** Set as soon as somebody gave in: the bank keeps the money. */
  acceptRequestedAt: instant.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
});

export const dispute = disputeSummary.extend({
  evidence: disputeEvidence,
  files: z.array(disputeFile),
  /** What the ledger says of it, minor units: withheld now, lost, and spent on fees. */
  money: z.object({ withheld: money, lost: money, fees: money }),
  timeline: z.array(z.object({ at: instant, type: z.string(), actor: z.string(), data: z.record(z.string(), z.unknown()) })),
});

export const disputeListInput = z.object({ status: disputeStatus.optional(), ...page });
export const disputeList = listOf(disputeSummary);
export const disputeInput = z.object({ disputeId: idOf('dispute') });
export const saveEvidenceInput = disputeInput.extend({ evidence: disputeEvidence });
export const removeDisputeFileInput = disputeInput.extend({ fileId: idOf('disputeFile') });

export const payoutStatus = z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']);
export const payout = z.object({
  id: idOf('payout'),
  reference: z.string(),
  status: payoutStatus,
  amount: money,
  failureCode: z.string().nullable(),
  /** Whether it had counted as paid before it failed. */
  wasPaid: z.boolean(),
  arrivesAt: instant,
  madeAt: instant,
});
export const payoutListInput = z.object({ status: payoutStatus.optional(), ...page });
export const payoutList = listOf(payout);

export const discrepancyKind = z.enum([
  'charge_unknown',
  'charge_differs',
  'charge_missing',
  'refund_differs',
  'refund_missing',
  'fee_differs',
  'dispute_differs',
  'dispute_missing',
  'payout_differs',
  'payout_missing',
  'payout_failed',
  'movement_unknown',
]);

/** Where the processor's books and the ledger differ. */
export const discrepancy = z.object({
  /** The processor's id of what differs; ours where it knows none. */
  subject: z.string(),
  kind: discrepancyKind,
  paymentId: idOf('payment').nullable(),
  orderId: idOf('order').nullable(),
  ours: money,
  theirs: money,
  foundAt: instant,
  settledAt: instant.nullable(),
  /** What somebody did about it last; null when the two agreed again by themselves, or nobody did anything yet. */
  action: z.object({ action: z.enum(['booked', 'accepted']), reason: z.string(), actor: z.string(), at: instant }).nullable(),
});
export const discrepancyListInput = z.object({ state: z.enum(['open', 'settled']).default('open'), ...page });
export const discrepancyList = listOf(discrepancy);
/** `book` writes what is missing into the ledger, against suspense; `accept` leaves both books as they are. */
export const settleDiscrepancyInput = z.object({
  subject: z.string().max(255),
  action: z.enum(['book', 'accept']),
  reason: text(500, 3),
  ...repeatable,
});

/**
 * How the ledger's account of the processor and the processor's own balance stand, and when the last weeks' books were last compared. Where
 * `feesAwaited` payments have come of which the fee is not known yet, the two differ by those fees for a moment.
 */
export const reconciliation = z.object({
  comparedAt: instant.nullable(),
  open: z.int(),
  balances: z.array(z.object({ ours: money, theirs: money, feesAwaited: z.int() })),
});
export const discrepancySettled = z.object({ subject: z.string(), action: z.enum(['booked', 'accepted']) });
/** The comparison takes its time: what it finds is in the list. */
export const reconcileQueued = z.object({ queued: z.literal(true) });

export type CreatePaymentInput = z.infer<typeof createPaymentInput>;
export type CreatedPayment = z.infer<typeof createdPayment>;
export type Payment = z.infer<typeof payment>;
export type LedgerBalance = z.infer<typeof ledgerBalance>;
export type Dispute = z.infer<typeof dispute>;
export type DisputeSummary = z.infer<typeof disputeSummary>;
export type DisputeEvidence = z.infer<typeof disputeEvidence>;
export type DisputeFile = z.infer<typeof disputeFile>;
export type Payout = z.infer<typeof payout>;
export type Discrepancy = z.infer<typeof discrepancy>;
