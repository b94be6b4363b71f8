/** What an edit that costs more may become; it ends once. */
export const supplementTransitions = {
  awaiting_payment: ['paid', 'withdrawn', 'expired'],
  paid: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<string, readonly string[]>;

export type SupplementStatus = keyof typeof supplementTransitions;
export type SupplementEnd = (typeof supplementTransitions)['awaiting_payment'][number];
