import { formatMoney } from '@tradewind/money';
import type { Tone } from '@tradewind/ui/badge';
import type { Dispute, DisputeFile, DisputeSummary } from '#gateway/procedures.ts';

interface Words {
  readonly label: string;
  readonly tone: Tone;
}

export const disputeStatusWords: Readonly<Record<DisputeSummary['status'], Words>> = {
  warning_needs_response: { label: 'Inquiry: needs response', tone: 'warning' },
  warning_under_review: { label: 'Inquiry: under review', tone: 'info' },
  warning_closed: { label: 'Inquiry: closed', tone: 'neutral' },
  needs_response: { label: 'Needs response', tone: 'danger' },
  under_review: { label: 'Under review', tone: 'info' },
  won: { label: 'Won', tone: 'success' },
  lost: { label: 'Lost', tone: 'neutral' },
};

export type EvidenceField = keyof Dispute['evidence'];

/** The fields of the evidence form, in its order; the long ones are texts of several lines. */
export const evidenceFields: readonly {
  readonly name: EvidenceField;
  readonly label: string;
  readonly hint?: string;
  readonly isLong?: true;
}[] = [
  { name: 'product_description', label: 'What was bought', isLong: true },
  { name: 'customer_name', label: 'Customer’s name' },
  { name: 'customer_email_address', label: 'Customer’s email' },
  { name: 'billing_address', label: 'Billing address', isLong: true },
  { name: 'shipping_address', label: 'Delivery address', isLong: true },
  { name: 'shipping_carrier', label: 'Carrier' },
  { name: 'shipping_tracking_number', label: 'Tracking number' },
  { name: 'shipping_date', label: 'Shipped on' },
  { name: 'refund_policy_disclosure', label: 'How the refund policy was shown', isLong: true },
  { name: 'refund_refusal_explanation', label: 'Why no refund was given', isLong: true },
  { name: 'uncategorized_text', label: 'Anything else', hint: 'What the bank should know besides.', isLong: true },
];

export const fileKindWords: Readonly<Record<DisputeFile['kind'], string>> = {
  receipt: 'Receipt',
  customer_communication: 'Messages with the customer',
  shipping_documentation: 'Proof of delivery',
  service_documentation: 'Proof of service',
  refund_policy: 'Refund policy',
  cancellation_policy: 'Cancellation policy',
  customer_signature: 'Customer’s signature',
  duplicate_charge_documentation: 'Proof that it was no duplicate',
  uncategorized_file: 'Something else',
};

type Answering = Pick<DisputeSummary, 'status' | 'submitRequestedAt' | 'acceptRequestedAt' | 'dueAt'>;

/** Whether the bank awaits an answer: none was given, and it has not decided. */
export function isUnanswered({ status, submitRequestedAt, acceptRequestedAt }: Answering): boolean {
  return status.endsWith('needs_response') && submitRequestedAt === null && acceptRequestedAt === null;
}

/** Whether evidence is still taken: neither submitted nor late nor decided. */
export function isDraft(dispute: Answering, now = Date.now()): boolean {
  return isUnanswered(dispute) && (dispute.dueAt === null || Date.parse(dispute.dueAt) > now);
}

/** How much time is left for evidence, and how pressing that is; nothing when none is awaited. */
export function deadlineWords(dispute: Answering, now = Date.now()): Words | null {
  const { dueAt } = dispute;
  if (!isUnanswered(dispute) || dueAt === null) return null;
  const hours = (Date.parse(dueAt) - now) / 3_600_000;
  if (hours <= 0) return { label: 'Too late', tone: 'danger' };
  if (hours < 24) return { label: hours < 1 ? 'Less than an hour left' : `${Math.floor(hours)} h left`, tone: 'danger' };
  const days = Math.floor(hours / 24);
  return { label: days === 1 ? '1 day left' : `${days} days left`, tone: days < 3 ? 'danger' : 'warning' };
}

type Fact = Dispute['timeline'][number];

const isMoney = (value: unknown): value is Dispute['amount'] => typeof value === 'object' && value !== null && 'amountMinor' in value;

function statusOf({ data: { status } }: Fact): Words {
  return disputeStatusWords[status as DisputeSummary['status']] ?? { label: String(status), tone: 'neutral' };
}

/** What a fact of a dispute's history says. */
export function factWords(fact: Fact): { readonly title: string; readonly tone: Tone; readonly description?: string } {
  const { data } = fact;
  const amount = isMoney(data.amount) ? formatMoney(data.amount) : '';
  const kind = fileKindWords[data.kind as DisputeFile['kind']] ?? '';
  switch (fact.type) {
    case 'opened':
      return { title: 'Opened by the bank', tone: 'danger', description: `Reason: ${String(data.reason).replaceAll('_', ' ')}` };
    case 'evidence_saved':
      return { title: 'Evidence saved', tone: 'neutral' };
    case 'file_added':
      return { title: 'File added', tone: 'neutral', description: kind };
    case 'file_removed':
      return { title: 'File removed', tone: 'neutral', description: kind };
    case 'reminded':
      return { title: data.days === 1 ? 'Due within a day' : `Due within ${String(data.days)} days`, tone: 'warning' };
    case 'submitted':
      return { title: 'Evidence submitted', tone: 'primary' };
    case 'submit_refused':
      return { title: 'The processor did not take the evidence', tone: 'danger' };
    case 'accepted':
      return { title: 'Accepted', tone: 'neutral' };
    case 'accept_refused':
      return { title: 'The processor did not take the acceptance', tone: 'danger' };
    case 'status_changed':
      return { title: statusOf(fact).label, tone: statusOf(fact).tone };
    case 'dispute_withdrawal':
      return { title: 'Money withheld', tone: 'warning', description: amount };
    case 'dispute_reinstatement':
      return { title: 'Money given back', tone: 'success', description: amount };
    case 'dispute_loss':
      return { title: 'Written off', tone: 'neutral', description: amount };
    default:
      return { title: fact.type.replaceAll('_', ' '), tone: 'neutral' };
  }
}
