import type { payment } from '@tradewind/contracts/schemas';
import { sourcesIn } from '../sources-in.ts';

export type PaymentStatus = payment.Payment['status'];

/**
 * What may follow what. The processor's word on money counts even after a void; a decline or a void that is told late changes
 * nothing about money that has come. So the order in which answers and webhooks arrive does not matter.
 */
export const transitions = {
  pending: ['captured', 'failed', 'voided', 'conflicted'],
  failed: ['captured', 'failed', 'voided', 'conflicted'],
  voided: ['captured', 'conflicted'],
  captured: [],
  conflicted: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** The states that a state may be reached from, for `WHERE status = ANY (…)`. */
export const sourcesOf = (target: PaymentStatus) => sourcesIn<PaymentStatus>(transitions, target);
