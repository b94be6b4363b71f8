import type { payment } from '@tradewind/contracts/schemas';

export type PayoutStatus = payment.Payout['status'];

/** What may follow what: also what was paid may come back, https://docs.stripe.com/payouts#payout-failures. Nothing leads back. */
export const payoutTransitions = {
  pending: ['in_transit', 'paid', 'failed', 'canceled'],
  in_transit: ['paid', 'failed', 'canceled'],
  paid: ['failed'],
  failed: [],
  canceled: [],
} as const satisfies Record<PayoutStatus, readonly PayoutStatus[]>;

const statuses = Object.keys(payoutTransitions) as PayoutStatus[];

export function isPayoutStatus(status: string): status is PayoutStatus {
  return Object.hasOwn(payoutTransitions, status);
}

/** The states that a state may be reached from. */
export function payoutSourcesOf(target: PayoutStatus): PayoutStatus[] {
  return statuses.filter((status) => (payoutTransitions[status] as readonly PayoutStatus[]).includes(target));
}
