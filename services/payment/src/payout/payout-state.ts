import type { payment } from '@tradewind/contracts/schemas';
import { sourcesIn } from '../sources-in.ts';

export type PayoutStatus = payment.Payout['status'];

/** What may follow what: also what was paid may come back, https://docs.stripe.com/payouts#payout-failures. Nothing leads back. */
export const payoutTransitions = {
  pending: ['in_transit', 'paid', 'failed', 'canceled'],
  in_transit: ['paid', 'failed', 'canceled'],
  paid: ['failed'],
  failed: [],
  canceled: [],
} as const satisfies Record<PayoutStatus, readonly PayoutStatus[]>;

export function isPayoutStatus(status: string): status is PayoutStatus {
  return Object.hasOwn(payoutTransitions, status);
}

/** The states that a state may be reached from. */
export const payoutSourcesOf = (target: PayoutStatus) => sourcesIn<PayoutStatus>(payoutTransitions, target);
