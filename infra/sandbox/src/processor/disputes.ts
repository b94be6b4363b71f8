import { move } from './balance.ts';
import { invalid, missing } from './errors.ts';
import { type Form, inner, metadata, text } from './form.ts';
import { type Charge, type Dispute, type DisputeStatus, newProcessorId, now } from './objects.ts';
import type { Processor } from './processor.ts';

/** What each dispute costs, minor units of its currency, won or lost. */
const disputeFee = 1_500;
const dueInSeconds = 7 * 86_400;

/** Evidence that is a file, and evidence that is text; https://docs.stripe.com/api/disputes/update. */
const files = new Set([
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
]);
const texts = new Set([
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
]);

/** What the bank makes of evidence, as Stripe's test mode: https://docs.stripe.com/testing#disputes. */
const decisions: Readonly<Record<string, 'won' | 'lost'>> = { winning_evidence: 'won', losing_evidence: 'lost' };

const reviewed = { needs_response: 'under_review', warning_needs_response: 'warning_under_review' } as const;

function awaitsEvidence(status: DisputeStatus): status is keyof typeof reviewed {
  return status in reviewed;
}

/** Whether the money of a charge is held back, or lost, because of a dispute. */
export function isWithheld(processor: Processor, charge: Charge): boolean {
  return [...processor.books.all('dispute')].some(
    (dispute) => dispute.charge === charge.id && dispute.balance_transactions.length % 2 === 1,
  );
}

/** Opens a dispute: its amount and the fee are withdrawn. An inquiry asks first, and withdraws nothing. */
export function openDispute(processor: Processor, charge: Charge, options: { inquiry?: boolean; dueInSeconds?: number } = {}): Dispute {
  const current = processor.books.get('charge', charge.id) ?? charge;
  processor.books.put('charge', { ...current, disputed: true });
  const opened = processor.books.put('dispute', {
    id: newProcessorId('du'),
    object: 'dispute',
    amount: current.amount_captured - current.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    evidence: {},
    evidence_details: { due_by: now() + (options.dueInSeconds ?? dueInSeconds), has_evidence: false, past_due: false, submission_count: 0 },
    is_charge_refundable: options.inquiry === true,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: options.inquiry ? 'warning_needs_response' : 'needs_response',
  });
  processor.emit('charge.dispute.created', opened);
  return options.inquiry ? opened : withdraw(processor, opened);
}

function withdraw(processor: Processor, dispute: Dispute): Dispute {
  const { id: source, amount, currency } = dispute;
  const taken = move(processor, { type: 'adjustment', reporting_category: 'dispute', source, amount: -amount, fee: disputeFee, currency });
  const withdrawn = processor.books.put('dispute', { ...dispute, balance_transactions: [taken] });
  processor.emit('charge.dispute.funds_withdrawn', withdrawn);
  return withdrawn;
}

/** The bank of an inquiry wants the money after all. */
export function escalateDispute(processor: Processor, dispute: Dispute): Dispute {
  if (!dispute.status.startsWith('warning_') || dispute.status === 'warning_closed') throw invalid('This is no inquiry that is open.');
  const escalated = processor.books.put('dispute', { ...dispute, status: 'needs_response', is_charge_refundable: false });
  processor.emit('charge.dispute.updated', escalated);
  return withdraw(processor, escalated);
}

/** Takes evidence, to be kept or, with `submit`, to be sent to the bank for good. @throws ProcessorError 400 when it is too late */
export function updateDispute(processor: Processor, dispute: Dispute, form: Form): Dispute {
  if (!awaitsEvidence(dispute.status)) throw invalid('This dispute is already closed or under review.', { code: 'dispute_already_closed' });
  if (dispute.evidence_details.due_by < now()) throw invalid('The time for evidence is over.', { code: 'dispute_past_due' });
  const evidence = { ...dispute.evidence, ...evidenceOf(processor, form) };
  // Evidence is sent unless it is said not to be.
  const submits = text(form, 'submit') !== 'false' && Object.keys(evidence).length > 0;
  const details = dispute.evidence_details;
  const changed = processor.books.put('dispute', {
    ...dispute,
    evidence,
    evidence_details: {
      ...details,
      has_evidence: Object.values(evidence).some((value) => value !== null),
      submission_count: details.submission_count + (submits ? 1 : 0),
    },
    metadata: metadata(form, dispute.metadata),
    status: submits ? reviewed[dispute.status] : dispute.status,
  });
  processor.emit('charge.dispute.updated', changed);
  if (submits) settleDispute(processor, changed.id);
  return changed;
}

function evidenceOf(processor: Processor, form: Form): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(inner(form, 'evidence') ?? {}).map(([name, value]) => {
      const param = `evidence[${name}]`;
      if (typeof value !== 'string' || !(files.has(name) || texts.has(name)))
        throw invalid(`Received unknown parameter: ${param}`, { param });
      if (files.has(name) && value !== '' && !processor.books.get('file', value)) throw missing('file upload', value, param);
      return [name, value === '' ? null : value];
    }),
  );
}

/** The bank decides after a while where the evidence says how. */
export function settleDispute(processor: Processor, disputeId: string): void {
  processor.later(() => {
    const dispute = processor.books.get('dispute', disputeId);
    const decision = decisions[dispute?.evidence.uncategorized_text ?? ''];
    if (dispute && decision) decideDispute(processor, dispute, decision);
  });
}

/** Ends a dispute: what is won comes back, the fee does not. */
export function decideDispute(processor: Processor, dispute: Dispute, decision: 'won' | 'lost'): Dispute {
  const { status } = dispute;
  if (status === 'won' || status === 'lost' || status === 'warning_closed') throw invalid('This dispute is already closed.');
  if (status.startsWith('warning_')) {
    const closed = processor.books.put('dispute', { ...dispute, status: 'warning_closed' });
    processor.emit('charge.dispute.closed', closed);
    return closed;
  }
  const decided = processor.books.put('dispute', { ...dispute, status: decision });
  processor.emit('charge.dispute.closed', decided);
  if (decision === 'lost') return decided;
  const { id: source, amount, currency } = dispute;
  const back = move(processor, { type: 'adjustment', reporting_category: 'dispute_reversal', source, amount, fee: 0, currency });
  const reinstated = processor.books.put('dispute', { ...decided, balance_transactions: [...decided.balance_transactions, back] });
  processor.emit('charge.dispute.funds_reinstated', reinstated);
  return reinstated;
}

/** The merchant gives in: the money is lost. */
export function closeDispute(processor: Processor, dispute: Dispute): Dispute {
  if (!awaitsEvidence(dispute.status)) throw invalid('This dispute is already closed or under review.', { code: 'dispute_already_closed' });
  return decideDispute(processor, dispute, 'lost');
}
