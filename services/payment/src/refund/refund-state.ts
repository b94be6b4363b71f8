import type { payment as schemas } from '@tradewind/contracts/schemas';
import type { z } from 'zod';

export type RefundStatus = z.infer<typeof schemas.refundedPayment>['status'];

/** What may follow what: a refund that has gone through may still come back, when the card's account is closed. */
export const refundTransitions = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: [],
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>;
