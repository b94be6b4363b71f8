/** How long is kept what every service carries, as docs/retention.md tells it. */
export const retention = {
  /** Answers under idempotency keys: they may hold what lets at a payment, so no longer than callers try again. */
  idempotencyKeyHours: 24,
} as const;
