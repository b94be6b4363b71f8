import type { returns } from '@tradewind/contracts/schemas';

/**
 * What a return may become. It is `received` as long as something that came back, or need not, waits for its money; more may come after the money
 * of the first pieces went back, and a bank may take a refund back also after staff have closed it. What is sent anew waits for its money
 * when that order is given up.
 */
export const returnTransitions = {
  requested: ['approved', 'received', 'rejected', 'cancelled'],
  approved: ['received', 'cancelled', 'closed'],
  rejected: [],
  cancelled: [],
  received: ['refunded', 'replaced', 'closed'],
  refunded: ['received', 'closed'],
  replaced: ['received', 'closed'],
  closed: ['received'],
} as const satisfies Record<returns.ReturnStatus, readonly returns.ReturnStatus[]>;
