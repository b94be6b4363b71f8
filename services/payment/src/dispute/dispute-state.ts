import type { payment } from '@tradewind/contracts/schemas';
import { sourcesIn } from '../sources-in.ts';

export type DisputeStatus = payment.Dispute['status'];

/**
 * What may follow what, https://docs.stripe.com/disputes/how-disputes-work. Nothing leads back: what is told late changes nothing,
 * so the order in which webhooks and answers arrive does not matter.
 */
export const disputeTransitions = {
  warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost'],
  warning_under_review: ['warning_closed', 'needs_response', 'under_review', 'won', 'lost'],
  warning_closed: [],
  needs_response: ['under_review', 'won', 'lost'],
  under_review: ['won', 'lost'],
  won: [],
  lost: [],
} as const satisfies Record<DisputeStatus, readonly DisputeStatus[]>;

/** The states in which evidence is taken. */
export const awaitingEvidence = ['warning_needs_response', 'needs_response'] as const satisfies readonly DisputeStatus[];

export function isDisputeStatus(status: string): status is DisputeStatus {
  return Object.hasOwn(disputeTransitions, status);
}

export function isClosed(status: DisputeStatus): status is 'warning_closed' | 'won' | 'lost' {
  return disputeTransitions[status].length === 0;
}

/** The states that a state may be reached from, for `WHERE status = ANY (…)`. */
export const disputeSourcesOf = (target: DisputeStatus) => sourcesIn<DisputeStatus>(disputeTransitions, target);
