import { z } from 'zod';

/** The parts of the processor's events that are looked at; everything else is kept as it came. */
const processorEvent = z.object({
  id: z.string().max(255),
  type: z.string().max(255),
  data: z.object({ object: z.looseObject({ id: z.string().max(255).optional() }) }),
});

export type ProcessorEvent = z.infer<typeof processorEvent>;

const intentFacts = z.object({
  id: z.string(),
  status: z.string(),
  currency: z.string(),
  amount_received: z.int(),
  latest_charge: z.string().nullish(),
  last_payment_error: z
    .object({ code: z.string().optional(), decline_code: z.string().optional(), charge: z.string().optional() })
    .nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const refundFacts = z.object({
  id: z.string(),
  status: z.string().nullish(),
  amount: z.int(),
  currency: z.string(),
  payment_intent: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const disputeFacts = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string(),
  amount: z.int(),
  currency: z.string(),
  created: z.int(),
  payment_intent: z.string().nullish(),
  evidence_details: z.object({ due_by: z.int().nullable() }),
  balance_transactions: z.array(z.object({ id: z.string(), amount: z.int(), fee: z.int(), currency: z.string() })),
});

const payoutFacts = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int(),
  currency: z.string(),
  arrival_date: z.int(),
  created: z.int(),
  failure_code: z.string().nullish(),
  balance_transaction: z.string().nullish(),
  failure_balance_transaction: z.string().nullish(),
});

/** @returns undefined when the body is not an event. */
export function parseProcessorEvent(body: Buffer): ProcessorEvent | undefined {
  try {
    return processorEvent.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** What an event is about, if it is one that is acted on; every other type is kept and left alone. */
export function subjectOf(event: ProcessorEvent) {
  try {
    return readSubject(event);
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: 'unreadable' as const, error };
    throw error;
  }
}

function readSubject(event: ProcessorEvent) {
  const { object } = event.data;
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return { kind: 'intent' as const, facts: intentFacts.parse(object) };
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return { kind: 'refund' as const, facts: refundFacts.parse(object) };
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      return { kind: 'dispute' as const, facts: disputeFacts.parse(object) };
    case 'payout.created':
    case 'payout.updated':
    case 'payout.paid':
    case 'payout.failed':
    case 'payout.canceled':
      return { kind: 'payout' as const, facts: payoutFacts.parse(object) };
    default:
      return undefined;
  }
}

/** The intent that an event belongs to. */
export function intentOf({ data: { object } }: ProcessorEvent): string | null {
  const named = object.object === 'payment_intent' ? object.id : object.payment_intent;
  return typeof named === 'string' ? named : null;
}

const personal = new Set(['client_secret', 'billing_details', 'receipt_email', 'shipping', 'receipt_url', 'evidence']);

/** An event as it is kept: without the secret that lets at a payment, and without personal data. */
export function withoutSecrets(event: ProcessorEvent): string {
  return JSON.stringify(event, (name, value: unknown) => (personal.has(name) ? undefined : value));
}
