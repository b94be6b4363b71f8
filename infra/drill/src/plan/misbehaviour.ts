/**
 * How the processor misbehaves while the shoppers buy, as the sandbox takes it: of its answers a fifth is an error, or comes after the connection broke,
 * before the work or after it, and each webhook is told twice and up to five seconds late, so in any order.
 */
export const misbehaviour = {
  delayMs: 40,
  errorRate: 0.04,
  errorAfterRate: 0.04,
  busyRate: 0.04,
  resetRate: 0.04,
  loseAnswerRate: 0.04,
  duplicateWebhooks: true,
  webhookDelayMs: 5_000,
} as const;
